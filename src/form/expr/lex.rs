//! From text to tokens. As in XPath, what `*`, `-` and `and` mean depends on the token before.

use super::ast::Operator;
use super::error::ExprError;

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub at: usize,
    pub kind: TokenKind<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    Number(f64),
    /// Without its quotes.
    Text(&'a str),
    /// A step or a function: `width`, `jr:choice-name`.
    Name(&'a str),
    /// The name in `${name}`.
    Reference(&'a str),
    Operator(Operator),
    /// A minus sign before an operand.
    Minus,
    /// A star that is a step.
    Any,
    Union,
    Slash,
    DoubleSlash,
    DoubleColon,
    At,
    Dot,
    DoubleDot,
    Comma,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    End,
}

impl TokenKind<'_> {
    /// Whether an operand ends here, so that an operator may follow.
    const fn ends_operand(self) -> bool {
        matches!(
            self,
            Self::Number(_)
                | Self::Text(_)
                | Self::Name(_)
                | Self::Reference(_)
                | Self::Any
                | Self::Dot
                | Self::DoubleDot
                | Self::CloseParen
                | Self::CloseBracket
        )
    }
}

/// The tokens of `text`, closed by [`TokenKind::End`].
pub(super) fn lex(text: &str) -> Result<Vec<Token<'_>>, ExprError> {
    let mut lexer = Lexer { text, at: 0, after_operand: false };
    let mut tokens = Vec::with_capacity(text.len() / 3 + 1);
    loop {
        lexer.skip_space();
        let at = lexer.at;
        let kind = lexer.token()?;
        lexer.after_operand = kind.ends_operand();
        tokens.push(Token { at, kind });
        if kind == TokenKind::End {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    after_operand: bool,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn token(&mut self) -> Result<TokenKind<'a>, ExprError> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(TokenKind::End) };
        if let Some((symbol, kind)) = self.symbol(rest) {
            self.at += symbol.len();
            return Ok(kind);
        }
        match first {
            '0'..='9' | '.' => self.number(),
            '\'' | '"' => self.quoted(first),
            '$' => self.reference(),
            _ if is_name_start(first) => self.word(),
            _ => Err(ExprError::new(self.at, "expr-character").with("character", first)),
        }
    }

    /// Symbols; longer ones stand before their beginnings.
    fn symbol(&self, rest: &str) -> Option<(&'static str, TokenKind<'static>)> {
        use Operator::{Add, Equal, Greater, GreaterEqual, Less, LessEqual, Multiply, NotEqual, Subtract};
        const SYMBOLS: &[(&str, TokenKind<'static>)] = &[
            ("!=", TokenKind::Operator(NotEqual)),
            ("<=", TokenKind::Operator(LessEqual)),
            (">=", TokenKind::Operator(GreaterEqual)),
            ("//", TokenKind::DoubleSlash),
            ("::", TokenKind::DoubleColon),
            ("..", TokenKind::DoubleDot),
            ("=", TokenKind::Operator(Equal)),
            ("<", TokenKind::Operator(Less)),
            (">", TokenKind::Operator(Greater)),
            ("+", TokenKind::Operator(Add)),
            ("-", TokenKind::Minus),
            ("*", TokenKind::Any),
            ("|", TokenKind::Union),
            ("/", TokenKind::Slash),
            ("@", TokenKind::At),
            (".", TokenKind::Dot),
            (",", TokenKind::Comma),
            ("(", TokenKind::OpenParen),
            (")", TokenKind::CloseParen),
            ("[", TokenKind::OpenBracket),
            ("]", TokenKind::CloseBracket),
        ];
        let &(symbol, kind) = SYMBOLS.iter().find(|(symbol, _)| rest.starts_with(symbol))?;
        Some(match kind {
            TokenKind::Dot if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => return None,
            TokenKind::Minus if self.after_operand => (symbol, TokenKind::Operator(Subtract)),
            TokenKind::Any if self.after_operand => (symbol, TokenKind::Operator(Multiply)),
            _ => (symbol, kind),
        })
    }

    /// `5`, `.5`, `5.`; no exponent, no sign.
    fn number(&mut self) -> Result<TokenKind<'a>, ExprError> {
        let start = self.at;
        let mut point = false;
        let length = self
            .rest()
            .find(|c: char| !c.is_ascii_digit() && (c != '.' || std::mem::replace(&mut point, true)))
            .unwrap_or(self.rest().len());
        self.at += length;
        match self.text[start..self.at].parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(TokenKind::Number(number)),
            _ => Err(ExprError::new(start, "expr-number")),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<TokenKind<'a>, ExprError> {
        let inner = &self.rest()[1..];
        let end = inner.find(quote).ok_or_else(|| ExprError::new(self.at, "expr-quote").with("quote", quote))?;
        self.at += end + 2;
        Ok(TokenKind::Text(&inner[..end]))
    }

    fn reference(&mut self) -> Result<TokenKind<'a>, ExprError> {
        let error = |key| ExprError::new(self.at, key);
        let inner = self.rest().strip_prefix("${").ok_or_else(|| error("expr-variable"))?;
        let end = inner.find('}').ok_or_else(|| error("expr-reference-open"))?;
        let name = inner[..end].trim();
        if name.starts_with("last-saved#") {
            return Err(error("expr-function-out-of-scope").with("function", "last-saved#"));
        }
        if !name.starts_with(is_name_start) || !name.chars().all(is_name_char) {
            return Err(error("expr-reference-name").with("name", name));
        }
        self.at += end + 3;
        Ok(TokenKind::Reference(name))
    }

    /// A name, or after an operand one of the operators that are words.
    fn word(&mut self) -> Result<TokenKind<'a>, ExprError> {
        let rest = self.rest();
        if self.after_operand {
            let word = &rest[..rest.find(|c: char| !c.is_alphabetic() && c != '_').unwrap_or(rest.len())];
            let operators = [Operator::Or, Operator::And, Operator::Divide, Operator::Modulo];
            let found = operators.into_iter().find(|operator| operator.symbol().eq_ignore_ascii_case(word));
            self.at += word.len();
            return found
                .map(TokenKind::Operator)
                .ok_or_else(|| ExprError::new(self.at - word.len(), "expr-operator-expected").with("found", word));
        }
        let mut length = name_length(rest);
        if let Some(local) = rest[length..].strip_prefix(':') {
            if local.starts_with('*') {
                return Err(ExprError::new(self.at, "expr-step").with("step", &rest[..length + 2]));
            }
            let local = name_length(local);
            length += if local > 0 { local + 1 } else { 0 };
        }
        self.at += length;
        Ok(TokenKind::Name(&rest[..length]))
    }
}

fn name_length(text: &str) -> usize {
    if text.starts_with(is_name_start) { text.find(|c| !is_name_char(c)).unwrap_or(text.len()) } else { 0 }
}

fn is_name_start(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

fn is_name_char(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.')
}
