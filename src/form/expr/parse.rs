//! From tokens to an [`Expr`]: recursive descent, one level of recursion for each level a person nested.

use regex::{Regex, RegexBuilder};

use super::ast::{Call, Chain, Expr, Name, Node, NodeKind, Operator, Path, Start, Step, Test};
use super::error::ExprError;
use super::function;
use super::lex::{Token, TokenKind, lex};
use crate::limits::{MAX_EXPR_BYTES, MAX_EXPR_DEPTH};

type Parsed<T> = Result<T, ExprError>;

/// Memory one compiled pattern may take, in bytes.
const MAX_PATTERN_BYTES: usize = 1 << 18;

impl Expr {
    /// Reads an expression. Numbers of arguments are checked here too; names are bound later by [`Expr::bind`].
    pub fn parse(text: &str) -> Result<Self, ExprError> {
        if text.len() > MAX_EXPR_BYTES {
            return Err(ExprError::new(MAX_EXPR_BYTES, "expr-too-long").with("limit", MAX_EXPR_BYTES));
        }
        let mut parser = Parser { tokens: lex(text)?, next: 0, depth: 0, text };
        let root = parser.expression()?;
        parser.expect(TokenKind::End)?;
        Ok(Self { root, own: None })
    }
}

impl std::str::FromStr for Expr {
    type Err = ExprError;

    fn from_str(text: &str) -> Result<Self, ExprError> {
        Self::parse(text)
    }
}

/// Compiles a pattern that must match the whole text, as JavaRosa's `regex` does.
pub(super) fn compile_pattern(pattern: &str, at: usize) -> Parsed<Regex> {
    RegexBuilder::new(&format!(r"\A(?:{pattern})\z"))
        .size_limit(MAX_PATTERN_BYTES)
        .dfa_size_limit(MAX_PATTERN_BYTES)
        .nest_limit(64)
        .build()
        .map_err(|_| ExprError::new(at, "expr-pattern").with("pattern", pattern))
}

struct Parser<'a> {
    tokens: Vec<Token<'a>>,
    next: usize,
    depth: usize,
    text: &'a str,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Token<'a> {
        self.peek_after(0)
    }

    /// The token `count` after the next one; the last token is `End` and stays so.
    fn peek_after(&self, count: usize) -> Token<'a> {
        self.tokens[(self.next + count).min(self.tokens.len() - 1)]
    }

    fn take(&mut self, kind: TokenKind<'_>) -> bool {
        let found = self.peek().kind == kind;
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, kind: TokenKind<'_>) -> Parsed<()> {
        if self.take(kind) {
            return Ok(());
        }
        let missing = match kind {
            TokenKind::CloseParen => "expr-paren-open",
            TokenKind::CloseBracket => "expr-bracket-open",
            _ => "expr-unexpected",
        };
        Err(self.unexpected(missing))
    }

    /// An error about the next token, which names it.
    fn unexpected(&self, key: &'static str) -> ExprError {
        let token = self.peek();
        if token.kind == TokenKind::End {
            let key = if key == "expr-unexpected" { "expr-end" } else { key };
            return ExprError::new(token.at, key).with("found", "");
        }
        let end = self.peek_after(1).at;
        ExprError::new(token.at, key).with("found", self.text[token.at..end].trim_end())
    }

    fn expression(&mut self) -> Parsed<Node> {
        if self.depth >= MAX_EXPR_DEPTH {
            return Err(ExprError::new(self.peek().at, "expr-too-deep").with("limit", MAX_EXPR_DEPTH));
        }
        self.depth += 1;
        let node = self.chain(0)?;
        self.depth -= 1;
        Ok(node)
    }

    fn chain(&mut self, level: u8) -> Parsed<Node> {
        if level == Operator::LEVELS {
            return self.negated();
        }
        let first = self.chain(level + 1)?;
        let mut rest = Vec::new();
        while let TokenKind::Operator(operator) = self.peek().kind {
            if operator.level() != level {
                break;
            }
            self.next += 1;
            rest.push((operator, self.chain(level + 1)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Node { at: first.at, kind: NodeKind::Chain(Box::new(Chain { first, rest })) })
    }

    fn negated(&mut self) -> Parsed<Node> {
        let at = self.peek().at;
        let mut signs = 0;
        while self.take(TokenKind::Minus) {
            signs += 1;
        }
        let operand = self.primary()?;
        if self.peek().kind == TokenKind::Union {
            return Err(ExprError::new(self.peek().at, "expr-union"));
        }
        Ok(if signs == 0 { operand } else { Node { at, kind: NodeKind::Negated(signs, Box::new(operand)) } })
    }

    fn primary(&mut self) -> Parsed<Node> {
        let Token { at, kind } = self.peek();
        let kind = match kind {
            TokenKind::Number(number) => {
                self.next += 1;
                NodeKind::Number(number)
            }
            TokenKind::Text(text) => {
                self.next += 1;
                NodeKind::Text(text.into())
            }
            TokenKind::OpenParen => {
                self.next += 1;
                let mut inner = self.expression()?;
                self.expect(TokenKind::CloseParen)?;
                self.refuse_filter()?;
                inner.at = at;
                return Ok(inner);
            }
            TokenKind::Name("current") if self.peek_after(1).kind == TokenKind::OpenParen => {
                self.next += 2;
                self.expect(TokenKind::CloseParen)?;
                self.path(Start::Current, false)?
            }
            TokenKind::Name(name) if self.peek_after(1).kind == TokenKind::OpenParen => {
                self.next += 2;
                let call = self.call(name, at)?;
                self.refuse_filter()?;
                NodeKind::Call(call)
            }
            TokenKind::Reference(name) => {
                self.next += 1;
                self.path(Start::Named(Name::new(name)), false)?
            }
            TokenKind::Slash => self.path(Start::Root, false)?,
            TokenKind::DoubleSlash => return Err(self.unsupported_step()),
            _ if self.at_step() => self.path(Start::Here, true)?,
            _ => return Err(self.unexpected("expr-unexpected")),
        };
        Ok(Node { at, kind })
    }

    /// Predicates and steps may follow paths only, as in JavaRosa.
    fn refuse_filter(&self) -> Parsed<()> {
        match self.peek().kind {
            TokenKind::OpenBracket | TokenKind::Slash | TokenKind::DoubleSlash => {
                Err(ExprError::new(self.peek().at, "expr-filter"))
            }
            _ => Ok(()),
        }
    }

    fn call(&mut self, name: &str, at: usize) -> Parsed<Call> {
        let Some(function) = function::find(name) else { return Err(function::unknown(name, at)) };
        let mut args = Vec::new();
        if !self.take(TokenKind::CloseParen) {
            loop {
                args.push(self.expression()?);
                if !self.take(TokenKind::Comma) {
                    break;
                }
            }
            self.expect(TokenKind::CloseParen)?;
        }
        if !function.accepts(args.len()) {
            return Err(ExprError::new(at, "expr-argument-count")
                .with("function", name)
                .with("expected", function.expected_arguments())
                .with("found", args.len()));
        }
        let mut pattern = None;
        match (name, args.get_mut(1)) {
            ("jr:choice-name", Some(arg)) => name_choices(arg)?,
            ("regex", Some(arg)) => {
                pattern = arg.literal().map(|pattern| compile_pattern(pattern, arg.at)).transpose()?;
            }
            _ => {}
        }
        Ok(Call { function, args, pattern })
    }

    fn at_step(&self) -> bool {
        matches!(
            self.peek().kind,
            TokenKind::Name(_) | TokenKind::Any | TokenKind::Dot | TokenKind::DoubleDot | TokenKind::At
        )
    }

    /// The rest of a path; `at_step`: a step comes first, not a slash.
    fn path(&mut self, start: Start, at_step: bool) -> Parsed<NodeKind> {
        let mut steps = Vec::new();
        let mut predicates = Vec::new();
        if matches!(start, Start::Named(_)) {
            predicates = self.predicates()?;
        }
        let may_end = start == Start::Root;
        if at_step {
            steps.push(self.step()?);
        }
        loop {
            match self.peek().kind {
                TokenKind::DoubleSlash => return Err(self.unsupported_step()),
                TokenKind::OpenBracket => return Err(ExprError::new(self.peek().at, "expr-filter")),
                TokenKind::Slash => {}
                _ => break,
            }
            self.next += 1;
            if may_end && steps.is_empty() && !self.at_step() {
                break;
            }
            steps.push(self.step()?);
        }
        Ok(NodeKind::Path(Path { start, predicates, steps }))
    }

    fn step(&mut self) -> Parsed<Step> {
        let at = self.peek().at;
        let test = match self.peek().kind {
            TokenKind::Dot => Test::Itself,
            TokenKind::DoubleDot => Test::Parent,
            TokenKind::Any => Test::Any,
            TokenKind::Name(name)
                if !matches!(self.peek_after(1).kind, TokenKind::OpenParen | TokenKind::DoubleColon) =>
            {
                Test::Child(Name::new(name))
            }
            TokenKind::Name(_) | TokenKind::At | TokenKind::Slash | TokenKind::DoubleSlash => {
                return Err(self.unsupported_step());
            }
            _ => return Err(self.unexpected("expr-unexpected")),
        };
        self.next += 1;
        let predicates = if matches!(test, Test::Any | Test::Child(_)) { self.predicates()? } else { Vec::new() };
        Ok(Step { at, test, predicates })
    }

    fn predicates(&mut self) -> Parsed<Vec<Node>> {
        let mut predicates = Vec::new();
        while self.take(TokenKind::OpenBracket) {
            predicates.push(self.expression()?);
            self.expect(TokenKind::CloseBracket)?;
        }
        Ok(predicates)
    }

    /// Axes, node tests, attributes and `//`: shown as written, up to the next bracket or space.
    fn unsupported_step(&self) -> ExprError {
        let at = self.peek().at;
        let rest = &self.text[at..];
        let end = rest.find(|c: char| c.is_whitespace() || "[),".contains(c)).unwrap_or(rest.len());
        let end = if rest[end..].starts_with(')') { end + 1 } else { end };
        ExprError::new(at, "expr-step").with("step", &rest[..end.min(rest.len())])
    }
}

/// `'${q}'` (or a path in quotes) names the question whose choices are meant.
fn name_choices(arg: &mut Node) -> Parsed<()> {
    let error = ExprError::new(arg.at, "expr-choice-name");
    let text = arg.literal().ok_or_else(|| error.clone())?.trim();
    let name = match text.strip_prefix("${") {
        Some(inner) => inner.strip_suffix('}').ok_or_else(|| error.clone())?.trim(),
        None => text.rsplit('/').next().unwrap_or_default(),
    };
    let well_formed =
        matches!(lex(name).as_deref(), Ok([Token { kind: TokenKind::Name(found), .. }, _]) if *found == name);
    if !well_formed {
        return Err(error);
    }
    arg.kind = NodeKind::ChoicesOf(Name::new(name));
    Ok(())
}
