// Lines of Apache httpd's configuration language.
//
// The grammar describes lines, not nesting: whether a section is open depends on conditions that only evaluation
// knows, and a million nested sections must not overflow a stack. A builder with a stack of its own nests the lines.
// Every decision is LL(1).
parser grammar ApacheConfigParser;

options { tokenVocab = ApacheConfigLexer; }

// A whole file. The reader calls `line` itself, so that no tree of a large file is ever held.
file : line* EOF ;

line
  : name=( NAME | QUOTED ) tail=TAIL?   // directive
  | open=OPEN tail=TAIL?                // <Section ...>
  | close=CLOSE tail=TAIL?              // </Section>
  | comment=COMMENT
  | blank=BLANK
  ;

// The arguments of one directive.
arguments : ( words+=word )* EOF ;

word : DQUOTED | SQUOTED | PLAIN ;
