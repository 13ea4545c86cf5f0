namespace Hub.Canonical;

/// <summary>What a national catalogue code stands for, as far as its shape tells.</summary>
public enum CatalogueKind
{
    /// <summary>No known shape. Local catalogues exist: a warning at most.</summary>
    Unknown,

    /// <summary>Western medicine: X, 23 characters (20 in older lists).</summary>
    WesternMedicine,

    /// <summary>Proprietary Chinese medicine: Z, 23 characters (20 in older lists).</summary>
    ChinesePatentMedicine,

    /// <summary>Pieces of Chinese medicine: T and 9 digits.</summary>
    ChineseMedicinePieces,

    /// <summary>Consumable: C, 20 characters, or 27 with producer and specification.</summary>
    Consumable,

    /// <summary>Medical service: 15 digits, in local extensions also letters.</summary>
    ServiceItem,

    /// <summary>NMLC999 (no catalogue code) or NDPB999 (no bar code), written where a code is mandatory.</summary>
    Placeholder,
}

/// <summary>
/// Shapes of med_list_codg. There is no check digit, and lists change monthly, so a code is classified and never
/// refused. Source: nhsa.md C6.
/// </summary>
public static class CatalogueCode
{
    /// <summary>What the code's shape says; <see cref="CatalogueKind.Unknown"/> for any other text.</summary>
    public static CatalogueKind Classify(ReadOnlySpan<char> code)
    {
        if (code is "NMLC999" or "NDPB999")
        {
            return CatalogueKind.Placeholder;
        }

        if (!IsCapitalsAndDigits(code))
        {
            return CatalogueKind.Unknown;
        }

        return (code.IsEmpty ? ' ' : code[0], code.Length) switch
        {
            ('X', 20 or 23) => CatalogueKind.WesternMedicine,
            ('Z', 20 or 23) => CatalogueKind.ChinesePatentMedicine,
            ('T', 10) when !code[1..].ContainsAnyExceptInRange('0', '9') => CatalogueKind.ChineseMedicinePieces,
            ('C', 20 or 27) => CatalogueKind.Consumable,
            (>= '0' and <= '9', 15) => CatalogueKind.ServiceItem,
            _ => CatalogueKind.Unknown,
        };
    }

    private static bool IsCapitalsAndDigits(ReadOnlySpan<char> code)
    {
        foreach (var c in code)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
            {
                return false;
            }
        }

        return true;
    }
}
