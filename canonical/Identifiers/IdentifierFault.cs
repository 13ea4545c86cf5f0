namespace Hub.Canonical;

/// <summary>Why an identifier is refused: the first rule that it breaks, in the order of the members. Holds no personal data.</summary>
public enum IdentifierFault
{
    /// <summary>The identifier keeps every rule.</summary>
    None,

    /// <summary>Null or empty.</summary>
    Missing,

    /// <summary>Another number of characters than the standard says.</summary>
    Length,

    /// <summary>A character outside the alphabet of its position.</summary>
    Character,

    /// <summary>A leading letter or category that the standard does not know.</summary>
    Prefix,

    /// <summary>The first two digits of the division belong to no province. A county is never looked up: see <see cref="Divisions"/>.</summary>
    Division,

    /// <summary>The birth date does not exist in the calendar.</summary>
    BirthDate,

    /// <summary>The birth date lies after the day of the check.</summary>
    BirthDateInFuture,

    /// <summary>The check digit does not match.</summary>
    CheckDigit,
}
