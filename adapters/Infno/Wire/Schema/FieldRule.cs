namespace Hub.Adapters.Infno.Wire.Schema;

/// <summary>How a field is written on the wire (nhsa.md section 0, "Type notation").</summary>
public enum FieldType
{
    /// <summary>C(n): text of at most n characters.</summary>
    Text,

    /// <summary>N(p,s): at most p digits, s of them behind the point. N(p) with p above 18 is a serial number and is treated as text.</summary>
    Number,

    /// <summary>D: <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>DT: <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    DateTime,

    /// <summary>Base64 text or an array of byte numbers (9101 <c>in</c>); kept raw.</summary>
    Bytes,

    /// <summary>A node inside a row (2102 <c>durg_trac_info</c>).</summary>
    Node,
}

/// <summary>One row of a field table (nhsa.md A4, A5), after the profile's overrides.</summary>
/// <param name="Index">Position in the node, from 0: the order on write.</param>
/// <param name="Name">The field's own name, exactly as printed.</param>
/// <param name="ChineseName">The printed Chinese name; used in messages to people.</param>
/// <param name="Type">Wire type.</param>
/// <param name="Length">Characters for text, digits in all for numbers; 0 = unlimited.</param>
/// <param name="Scale">Digits behind the point; 0 for everything but numbers.</param>
/// <param name="Dictionary">Name of the dictionary in A7; empty when the field is not coded.</param>
/// <param name="Required">True = never empty.</param>
public sealed record FieldRule(
    int Index,
    string Name,
    string ChineseName,
    FieldType Type,
    int Length,
    int Scale,
    string Dictionary,
    bool Required)
{
    /// <summary>True for yuan amounts, N(16,2): exact to the fen (A1.3 "amounts").</summary>
    public bool IsAmount => Type == FieldType.Number && Scale == 2 && Length == 16;

    /// <summary>The list of codes, or null when the field is not coded or its list is not shipped.</summary>
    public CodeList? Codes { get; init; }

    /// <summary>How firmly <see cref="Codes"/> is enforced; set by the profile, open without one.</summary>
    public DictionaryMode CodeMode { get; init; }

    /// <summary>The name as UTF-8, ready for a JSON writer.</summary>
    public System.Text.Json.JsonEncodedText EncodedName { get; } = System.Text.Json.JsonEncodedText.Encode(Name);
}
