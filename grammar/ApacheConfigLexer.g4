// Words of Apache httpd's configuration language.
//
// The input is a file after splicing: continued lines are joined and what follows a NUL byte is gone. Every character
// stands for one byte (0-255). The language is line based: what a line is shows in its first word, and the rest of the
// line belongs to the directive, which splits it by its own rules. So a file is lexed with one token for that rest, and
// the rest is lexed on its own, in mode WORDS, for the directives whose arguments are words.
//
// A line is one or two tokens: white space before a word belongs to its token, and the line feed to the last one. Every
// token costs a step of the lexer and one of the parser, and most of a file is comments and rests of lines.
//
// No predicates: they would switch the lexer's DFA cache off. The one action finds the end of a line.
lexer grammar ApacheConfigLexer;

options { superClass = RestOfLineLexer; }

@header { import dev.mpmlint.syntax.RestOfLineLexer; }

// ---- the beginning of a line ----

BLANK   : WS* '\n' | WS+ ;
COMMENT : WS* '#' { takeRestOfLine(); } ;
CLOSE   : WS* '</' WORDCHAR* -> mode(REST) ;
OPEN    : WS* '<' ( ~[/ \t\n\r\u000B\u000C] WORDCHAR* )? -> mode(REST) ;
// A first word in quotes runs to its own quote; without one, to the end of the line.
QUOTED  : WS* ( '"' ( ~["\\\n] | '\\' ~[\n] )* ( '"' | '\\' )? | '\'' ( ~['\\\n] | '\\' ~[\n] )* ( '\'' | '\\' )? ) -> mode(REST) ;
NAME    : WS* ~[#<"' \t\n\r\u000B\u000C] WORDCHAR* -> mode(REST) ;

// ---- the rest of the line, its line feed included ----

mode REST;

TAIL    : . { takeRestOfLine(); } -> mode(DEFAULT_MODE) ;

// ---- the arguments of one directive, as ap_getword_conf splits them ----

mode WORDS;

BLANKS  : [ \t\n\r\u000B\u000C]+ -> skip ;
DQUOTED : '"' ( ~["\\] | '\\' . )* ( '"' | '\\' )? ;
SQUOTED : '\'' ( ~['\\] | '\\' . )* ( '\'' | '\\' )? ;
PLAIN   : ~["' \t\n\r\u000B\u000C] WORDCHAR* ;

// What C's isspace() takes for white space, but for the line feed.
fragment WS : [ \t\r\u000B\u000C] ;
fragment WORDCHAR : ~[ \t\n\r\u000B\u000C] ;
