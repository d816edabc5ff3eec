// Words of Apache httpd's configuration language.
//
// The input is a file after splicing: continued lines are joined and what follows a NUL byte is gone. Every character
// stands for one byte (0-255). The language is line based: what a line is shows in its first word, and the rest of the
// line belongs to the directive, which splits it by its own rules. So a file is lexed with one token for that rest, and
// the rest is lexed on its own, in mode WORDS, for the directives whose arguments are words.
//
// No predicates and no actions: the lexer stays a plain DFA.
lexer grammar ApacheConfigLexer;

options { superClass = RestOfLineLexer; }

@header { import dev.mpmlint.syntax.RestOfLineLexer; }

// ---- the beginning of a line ----

INDENT  : WS+ -> skip ;
NL      : '\n' ;
COMMENT : '#' { takeRestOfLine(); } ;
CLOSE   : '</' WORDCHAR* -> mode(REST) ;
OPEN    : '<' ( ~[/ \t\n\r\u000B\u000C] WORDCHAR* )? -> mode(REST) ;
// A first word in quotes runs to its own quote; without one, to the end of the line.
QUOTED  : ( '"' ( ~["\\\n] | '\\' ~[\n] )* ( '"' | '\\' )? | '\'' ( ~['\\\n] | '\\' ~[\n] )* ( '\'' | '\\' )? ) -> mode(REST) ;
NAME    : ~[#<"' \t\n\r\u000B\u000C] WORDCHAR* -> mode(REST) ;

// ---- the rest of the line ----

mode REST;

ARGS    : ~[\n] { takeRestOfLine(); } ;
END     : '\n' -> type(NL), mode(DEFAULT_MODE) ;

// ---- the arguments of one directive, as ap_getword_conf splits them ----

mode WORDS;

BLANKS  : [ \t\n\r\u000B\u000C]+ -> skip ;
DQUOTED : '"' ( ~["\\] | '\\' . )* ( '"' | '\\' )? ;
SQUOTED : '\'' ( ~['\\] | '\\' . )* ( '\'' | '\\' )? ;
PLAIN   : ~["' \t\n\r\u000B\u000C] WORDCHAR* ;

// What C's isspace() takes for white space, but for the line feed.
fragment WS : [ \t\r\u000B\u000C] ;
fragment WORDCHAR : ~[ \t\n\r\u000B\u000C] ;
