//! Reads JSON (RFC 8259), in one pass.

use super::{Fields, Value};

/// Far above the service's deepest answer; what nests deeper is an attack or an accident.
pub(crate) const MAX_DEPTH: usize = 64;

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It ends too early.
    Truncated,
    /// It cannot go on like this.
    Malformed,
}

/// A text that is one value.
pub(super) fn value(text: &str) -> Result<Value, Problem> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(MAX_DEPTH)?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(Problem::Malformed),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn advance(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn next(&mut self) -> Result<u8, Problem> {
        let byte = self.peek().ok_or(Problem::Truncated)?;
        self.advance();
        Ok(byte)
    }

    /// The next byte, if it is this one.
    fn takes(&mut self, wanted: u8) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.advance();
        }
        is_next
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.advance();
        }
    }

    /// The next byte that is not white space.
    fn next_sign(&mut self) -> Result<u8, Problem> {
        self.skip_space();
        self.next()
    }

    /// `depth` is how deep it may nest.
    fn value(&mut self, depth: usize) -> Result<Value, Problem> {
        self.skip_space();
        let start = self.at;
        match self.next()? {
            b'{' => self.object(depth.checked_sub(1).ok_or(Problem::Malformed)?),
            b'[' => self.array(depth.checked_sub(1).ok_or(Problem::Malformed)?),
            b'"' => Ok(Value::String(self.string()?)),
            b't' => self.rest("rue", Value::Bool(true)),
            b'f' => self.rest("alse", Value::Bool(false)),
            b'n' => self.rest("ull", Value::Null),
            first @ (b'-' | b'0'..=b'9') => {
                self.number(first)?;
                Ok(Value::Number(self.since(start).to_owned()))
            }
            _ => Err(Problem::Malformed),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Problem> {
        let mut fields = Fields::new();
        let mut sign = self.next_sign()?;
        if sign == b'}' {
            return Ok(Value::Object(fields));
        }
        loop {
            if sign != b'"' {
                return Err(Problem::Malformed);
            }
            let name = self.string()?;
            if self.next_sign()? != b':' {
                return Err(Problem::Malformed);
            }
            fields.insert(name, self.value(depth)?);
            match self.next_sign()? {
                b',' => sign = self.next_sign()?,
                b'}' => return Ok(Value::Object(fields)),
                _ => return Err(Problem::Malformed),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, Problem> {
        let mut items = Vec::new();
        self.skip_space();
        if self.takes(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            match self.next_sign()? {
                b',' => {}
                b']' => return Ok(Value::Array(items)),
                _ => return Err(Problem::Malformed),
            }
        }
    }

    fn rest(&mut self, letters: &str, value: Value) -> Result<Value, Problem> {
        for letter in letters.bytes() {
            if self.next()? != letter {
                return Err(Problem::Malformed);
            }
        }
        Ok(value)
    }

    /// What follows the first byte of a number.
    fn number(&mut self, first: u8) -> Result<(), Problem> {
        let leading = if first == b'-' { self.next()? } else { first };
        match leading {
            b'0' if matches!(self.peek(), Some(b'0'..=b'9')) => return Err(Problem::Malformed),
            b'0' => {}
            b'1'..=b'9' => self.skip_digits(),
            _ => return Err(Problem::Malformed),
        }
        if self.takes(b'.') {
            self.digits()?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            let _ = self.takes(b'+') || self.takes(b'-');
            self.digits()?;
        }
        Ok(())
    }

    fn skip_digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.advance();
        }
    }

    /// One at least.
    fn digits(&mut self) -> Result<(), Problem> {
        if !self.next()?.is_ascii_digit() {
            return Err(Problem::Malformed);
        }
        self.skip_digits();
        Ok(())
    }

    /// What follows a quotation mark, to the next one.
    fn string(&mut self) -> Result<String, Problem> {
        let mut text = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..0x20)) {
                self.advance();
            }
            text.push_str(self.since(start));
            match self.next()? {
                b'"' => return Ok(text),
                b'\\' => text.push(self.escaped()?),
                _ => return Err(Problem::Malformed),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Problem> {
        Ok(match self.next()? {
            sign @ (b'"' | b'\\' | b'/') => sign.into(),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.character(),
            _ => return Err(Problem::Malformed),
        })
    }

    /// A character by its number in UTF-16, where some have two units. A half of one is none.
    fn character(&mut self) -> Result<char, Problem> {
        let unit = self.unit()?;
        let units = match unit {
            0xD800..=0xDBFF => {
                self.rest("\\u", Value::Null)?;
                [unit, self.unit()?]
            }
            _ => [unit, 0],
        };
        let character = char::decode_utf16(units).next();
        character.and_then(Result::ok).ok_or(Problem::Malformed)
    }

    fn unit(&mut self) -> Result<u16, Problem> {
        let mut unit = 0_u16;
        for _ in 0..4 {
            let digit = char::from(self.next()?).to_digit(16);
            let digit = u16::try_from(digit.ok_or(Problem::Malformed)?).unwrap_or_default();
            unit = unit << 4 | digit;
        }
        Ok(unit)
    }

    /// The text from here on, whose ends are ends of characters.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }
}
