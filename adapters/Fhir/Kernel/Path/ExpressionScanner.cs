using System.Globalization;
using System.Text;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Takes words, signs and literals from the source of an expression.</summary>
internal sealed class ExpressionScanner(string source)
{
    private static readonly string[] Signs = ["!=", "!~", "<=", ">=", "=", "~", "<", ">", "|", "+", "-", "&", "*", "/"];

    private int _at;

    /// <summary>The operator that comes next, or an empty string.</summary>
    public string PeekOperator()
    {
        SkipSpace();
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(source, _at, sign, 0, sign.Length) == 0)
            {
                return sign;
            }
        }

        var end = EndOfName();
        return source[_at..end];
    }

    public void Skip(int count) => _at += count;

    public bool NextIs(char sign)
    {
        SkipSpace();
        return _at < source.Length && source[_at] == sign;
    }

    public bool Take(string sign)
    {
        SkipSpace();
        if (string.CompareOrdinal(source, _at, sign, 0, sign.Length) != 0)
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    public void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw Unexpected();
        }
    }

    public void ExpectEnd()
    {
        SkipSpace();
        if (_at < source.Length)
        {
            throw Unexpected();
        }
    }

    public string Name()
    {
        SkipSpace();
        if (NextIs('`'))
        {
            return Quoted('`');
        }

        var end = EndOfName();
        if (end == _at)
        {
            throw Unexpected();
        }

        var name = source[_at..end];
        _at = end;
        return name;
    }

    public string QualifiedName()
    {
        var name = Name();
        while (Take("."))
        {
            name += "." + Name();
        }

        return name;
    }

    public string Text() => Quoted('\'');

    /// <summary>A string, number, boolean or time, or null when something else comes next.</summary>
    public FhirNode? Literal()
    {
        SkipSpace();
        if (_at >= source.Length)
        {
            throw Unexpected();
        }

        switch (source[_at])
        {
            case '\'':
                return new FhirNode(string.Empty, "string", Text());
            case '@':
                return Moment();
            case >= '0' and <= '9':
                return Number();
            default:
                var word = source[_at..EndOfName()];
                if (word is not ("true" or "false"))
                {
                    return null;
                }

                _at += word.Length;
                return new FhirNode(string.Empty, "boolean", word);
        }
    }

    private FhirNode Number()
    {
        var start = _at;
        SkipDigits();
        var isDecimal = _at + 1 < source.Length && source[_at] == '.' && char.IsAsciiDigit(source[_at + 1]);
        if (isDecimal)
        {
            _at++;
            SkipDigits();
        }

        return new FhirNode(string.Empty, isDecimal ? "decimal" : "integer", source[start.._at]);
    }

    private FhirNode Moment()
    {
        var start = ++_at;
        while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] is '-' or ':' or '+' or '.'))
        {
            _at++;
        }

        var text = source[start.._at].TrimEnd('.');
        _at = start + text.Length;
        var type = text.StartsWith('T') ? "time" : text.Contains('T', StringComparison.Ordinal) ? "dateTime" : "date";
        return new FhirNode(string.Empty, type, text);
    }

    private string Quoted(char quote)
    {
        var text = new StringBuilder();
        _at++;
        while (_at < source.Length && source[_at] != quote)
        {
            text.Append(source[_at] == '\\' ? Escaped() : source[_at]);
            _at++;
        }

        if (_at >= source.Length)
        {
            throw Unexpected();
        }

        _at++;
        return text.ToString();
    }

    private char Escaped()
    {
        _at++;
        var letter = _at < source.Length ? source[_at] : throw Unexpected();
        if (letter == 'u' && _at + 4 < source.Length
            && ushort.TryParse(source.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 4;
            return (char)code;
        }

        return letter switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            _ => letter,
        };
    }

    private void SkipDigits()
    {
        while (_at < source.Length && char.IsAsciiDigit(source[_at]))
        {
            _at++;
        }
    }

    private int EndOfName()
    {
        var end = _at;
        while (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] == '_'))
        {
            end++;
        }

        return end;
    }

    private void SkipSpace()
    {
        while (_at < source.Length && char.IsWhiteSpace(source[_at]))
        {
            _at++;
        }
    }

    private ExpressionException Unexpected() =>
        new(string.Create(CultureInfo.InvariantCulture, $"The expression cannot be read at character {_at + 1}."));
}
