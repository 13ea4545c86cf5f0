namespace Hub.Canonical;

/// <summary>Profession in a practitioner's code.</summary>
public enum PractitionerKind
{
    /// <summary>医保医师, D.</summary>
    Doctor,

    /// <summary>医保护士, N.</summary>
    Nurse,

    /// <summary>医保药师, HY.</summary>
    Pharmacist,

    /// <summary>医保技师, HJ.</summary>
    Technician,
}

/// <summary>
/// Code of insurance medical staff: D (doctor) or N (nurse) + division 6 + serial 6, 13 characters; HY (pharmacist) or
/// HJ (technician) + division 6 + serial 6, 14 characters (医保办函〔2022〕39号). No check digit. Source: nhsa.md C6.
/// </summary>
public static class PractitionerCode
{
    /// <summary>Checks leading letters, length, digits and province, in this order.</summary>
    public static IdentifierFault Check(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return IdentifierFault.Missing;
        }

        var prefix = text[0] is 'D' or 'N' ? 1 : text.StartsWith("HY") || text.StartsWith("HJ") ? 2 : 0;
        if (prefix == 0)
        {
            return IdentifierFault.Prefix;
        }

        if (text.Length != prefix + 12)
        {
            return IdentifierFault.Length;
        }

        if (text[prefix..].ContainsAnyExceptInRange('0', '9'))
        {
            return IdentifierFault.Character;
        }

        return Divisions.IsProvincePrefix(text.Slice(prefix, 2)) ? IdentifierFault.None : IdentifierFault.Division;
    }

    /// <summary>Profession by the leading letters.</summary>
    /// <exception cref="ArgumentException">The code is not valid.</exception>
    public static PractitionerKind KindOf(string code)
    {
        if (Check(code) != IdentifierFault.None)
        {
            throw new ArgumentException("Not a practitioner's code.", nameof(code));
        }

        return code[0] switch
        {
            'D' => PractitionerKind.Doctor,
            'N' => PractitionerKind.Nurse,
            _ => code[1] == 'Y' ? PractitionerKind.Pharmacist : PractitionerKind.Technician,
        };
    }
}
