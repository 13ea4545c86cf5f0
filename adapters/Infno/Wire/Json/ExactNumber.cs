namespace Hub.Adapters.Infno.Wire.Json;

/// <summary>
/// A decimal number read from its digits, without floating point: <c>-?digits(.digits)?([eE][+-]?digits)?</c>.
/// Trailing zeros of the fraction carry no value and do not count as decimals ("12.500" is 12.5).
/// </summary>
public readonly record struct ExactNumber
{
    private const int MantissaDigitsMax = 28;

    private ExactNumber(Int128 mantissa, int scale)
    {
        Mantissa = mantissa;
        Scale = scale;
    }

    /// <summary>All significant digits as an integer, signed.</summary>
    public Int128 Mantissa { get; }

    /// <summary>Digits behind the point, 0 to 28; no trailing zero among them.</summary>
    public int Scale { get; }

    /// <summary>Digits in front of the point; 0 for a value below 1.</summary>
    public int IntegerDigits
    {
        get
        {
            var digits = 0;
            for (var rest = Int128.Abs(Mantissa); rest > 0; rest /= 10)
            {
                digits++;
            }

            return Math.Max(0, digits - Scale);
        }
    }

    /// <summary>The value; exact.</summary>
    public decimal ToDecimal()
    {
        var magnitude = (UInt128)Int128.Abs(Mantissa);
        return new decimal(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), Mantissa < 0, (byte)Scale);
    }

    /// <summary>The value in hundredths (yuan to fen); false when it is no whole number of hundredths or beyond 16 digits.</summary>
    public bool TryToHundredths(out long hundredths)
    {
        hundredths = 0;
        if (Scale > 2)
        {
            return false;
        }

        var value = Mantissa * (Scale == 2 ? 1 : Scale == 1 ? 10 : 100);
        if (Int128.Abs(value) >= 10_000_000_000_000_000)
        {
            return false;
        }

        hundredths = (long)value;
        return true;
    }

    /// <summary>Reads ASCII digits; surrounding spaces are ignored. False for anything else and beyond 28 digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ExactNumber number)
    {
        number = default;
        text = text.Trim(" "u8);
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
        {
            text = text[1..];
        }

        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]))
        {
            return false;
        }

        Int128 mantissa = 0;
        int scale = 0, index = 0, significant = 0;
        var inFraction = false;
        for (; index < text.Length; index++)
        {
            var b = text[index];
            if (b == '.' && !inFraction)
            {
                inFraction = true;
                if (index + 1 >= text.Length || !char.IsAsciiDigit((char)text[index + 1]))
                {
                    return false;
                }

                continue;
            }

            if (!char.IsAsciiDigit((char)b))
            {
                break;
            }

            if ((significant > 0 || b != '0') && ++significant > MantissaDigitsMax)
            {
                return false;
            }

            mantissa = (mantissa * 10) + (b - '0');
            scale += inFraction ? 1 : 0;
        }

        return TryExponent(text[index..], out var exponent)
            && TryNormalise(negative ? -mantissa : mantissa, scale - exponent, out number);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length < 2 || (text[0] | 0x20) != 'e')
        {
            return false;
        }

        var sign = text[1] == '-' ? -1 : 1;
        var digits = text[1] is (byte)'-' or (byte)'+' ? text[2..] : text[1..];
        if (digits.IsEmpty || digits.Length > 3)
        {
            return false;
        }

        foreach (var b in digits)
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }

            exponent = (exponent * 10) + (b - '0');
        }

        exponent *= sign;
        return true;
    }

    private static bool TryNormalise(Int128 mantissa, int scale, out ExactNumber number)
    {
        number = default;
        if (mantissa == 0)
        {
            return true;
        }

        while (scale > 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            scale--;
        }

        while (scale < 0)
        {
            mantissa *= 10;
            scale++;
            if (Int128.Abs(mantissa) > (Int128)decimal.MaxValue)
            {
                return false;
            }
        }

        if (scale > MantissaDigitsMax)
        {
            return false;
        }

        number = new ExactNumber(mantissa, scale);
        return true;
    }
}
