using System.Buffers;
using System.Globalization;
using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>
/// The forms of the primitive types (http://hl7.org/fhir/R4/datatypes.html#primitive), scanned by hand: the regular expressions of the
/// definitions are the rule, but none runs here.
/// </summary>
internal static class PrimitiveRules
{
    private const int StringLengthMax = 1024 * 1024;

    private static readonly SearchValues<char> IdLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    public static bool IsValid(PrimitiveKind kind, ReadOnlySpan<char> value) => kind switch
    {
        PrimitiveKind.Boolean => value is "true" or "false",
        PrimitiveKind.Integer => IsInteger(value, int.MinValue),
        PrimitiveKind.UnsignedInt => IsInteger(value, 0),
        PrimitiveKind.PositiveInt => IsInteger(value, 1),
        PrimitiveKind.Decimal => IsNumber(value),
        PrimitiveKind.Id => value.Length is > 0 and <= 64 && !value.ContainsAnyExcept(IdLetters),
        PrimitiveKind.Code => IsCode(value),
        PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => value.Length > 0 && !HasWhiteSpace(value),
        PrimitiveKind.Oid => IsOid(value),
        PrimitiveKind.Uuid => IsUuid(value),
        PrimitiveKind.Date => MomentRules.IsDate(value),
        PrimitiveKind.DateTime => MomentRules.IsDateTime(value),
        PrimitiveKind.Instant => MomentRules.IsInstant(value),
        PrimitiveKind.Time => MomentRules.IsTime(value),
        PrimitiveKind.Base64Binary => IsBase64(value),
        _ => IsText(value),
    };

    /// <summary>What a value of that type looks like.</summary>
    public static string Rule(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => "a boolean is true or false",
        PrimitiveKind.Integer => "an integer is a whole number of 32 bits without leading zeros",
        PrimitiveKind.UnsignedInt => "an unsignedInt is a whole number from 0 to 2147483647",
        PrimitiveKind.PositiveInt => "a positiveInt is a whole number from 1 to 2147483647",
        PrimitiveKind.Decimal => "a decimal is digits with at most one point and an exponent",
        PrimitiveKind.Id => "an id is 1 to 64 of the letters A-Z a-z 0-9 - .",
        PrimitiveKind.Code => "a code has no space at its ends and no two in a row",
        PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => "an address is not empty and has no white space",
        PrimitiveKind.Oid => "an oid is urn:oid: and numbers with points",
        PrimitiveKind.Uuid => "a uuid is urn:uuid: and 32 lower-case hexadecimal digits in groups 8-4-4-4-12",
        PrimitiveKind.Date => "a date is YYYY, YYYY-MM or YYYY-MM-DD, a day of the calendar",
        PrimitiveKind.DateTime => "a dateTime is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with zone (Z or +hh:mm)",
        PrimitiveKind.Instant => "an instant is YYYY-MM-DDThh:mm:ss with zone (Z or +hh:mm)",
        PrimitiveKind.Time => "a time is hh:mm:ss without zone",
        PrimitiveKind.Base64Binary => "base64Binary is base64 in groups of four letters",
        _ => "text is not empty, at most 1 MB, and has no control characters but tab and line ends, and no script tag",
    };

    /// <summary>A number as JSON and the decimal type write it.</summary>
    public static bool IsNumber(ReadOnlySpan<char> value)
    {
        var rest = value.StartsWith('-') ? value[1..] : value;
        var digits = Digits(rest);
        if (digits == 0 || (rest[0] == '0' && digits > 1))
        {
            return false;
        }

        rest = rest[digits..];
        if (rest.StartsWith('.'))
        {
            digits = Digits(rest[1..]);
            if (digits == 0)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        if (rest.Length == 0)
        {
            return true;
        }

        if (rest[0] is not ('e' or 'E'))
        {
            return false;
        }

        rest = rest[1..];
        rest = rest.Length > 0 && rest[0] is '+' or '-' ? rest[1..] : rest;
        return rest.Length > 0 && Digits(rest) == rest.Length;
    }

    private static bool IsInteger(ReadOnlySpan<char> value, int min)
    {
        var digits = value.Length > 0 && value[0] is '-' or '+' ? value[1..] : value;
        return digits.Length > 0 && Digits(digits) == digits.Length && (digits[0] != '0' || value.Length == 1)
            && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min;
    }

    private static int Digits(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? value.Length : end;
    }

    private static bool IsCode(ReadOnlySpan<char> value)
    {
        var wasSpace = true;
        foreach (var letter in value)
        {
            var isSpace = char.IsWhiteSpace(letter);
            if ((isSpace && wasSpace) || letter < ' ')
            {
                return false;
            }

            wasSpace = isSpace;
        }

        return !wasSpace;
    }

    private static bool HasWhiteSpace(ReadOnlySpan<char> value)
    {
        foreach (var letter in value)
        {
            if (letter <= ' ' || char.IsWhiteSpace(letter))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOid(ReadOnlySpan<char> value)
    {
        if (!value.StartsWith("urn:oid:", StringComparison.Ordinal) || value.Length < 11 || value[8] is < '0' or > '2')
        {
            return false;
        }

        var rest = value[9..];
        while (rest.Length > 0)
        {
            var digits = rest[0] == '.' ? Digits(rest[1..]) : 0;
            if (digits == 0 || (rest[1] == '0' && digits > 1))
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return true;
    }

    private static bool IsUuid(ReadOnlySpan<char> value) =>
        value.StartsWith("urn:uuid:", StringComparison.Ordinal) && Guid.TryParseExact(value[9..], "D", out _) && !value[9..].ContainsAnyInRange('A', 'F');

    private static bool IsBase64(ReadOnlySpan<char> value)
    {
        var letters = 0;
        foreach (var letter in value)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '=')
            {
                letters++;
            }
            else if (letter is not (' ' or '\t' or '\r' or '\n'))
            {
                return false;
            }
        }

        return letters > 0 && letters % 4 == 0;
    }

    private static bool IsText(ReadOnlySpan<char> value)
    {
        // A script tag is never a name or a remark: what shows the text later may be less careful than the console.
        if (value.Length > StringLengthMax || value.IsWhiteSpace() || (value.Contains('<') && value.Contains("<script", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        foreach (var letter in value)
        {
            if (letter < ' ' && letter is not ('\t' or '\r' or '\n'))
            {
                return false;
            }
        }

        return true;
    }
}
