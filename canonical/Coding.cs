namespace Hub.Canonical;

/// <summary>
/// A code out of a code system, with the sender's display text where one came along. <see cref="System"/> is a URI of
/// <see cref="CodeSystems"/> (FHIR Coding.system); <see cref="Code"/> is compared exactly, case included.
/// </summary>
public sealed record Coding(string System, string Code, string? Display = null);

/// <summary>
/// An element of the national data dictionary that the canonical model does not name, kept so that translation loses
/// nothing: node and field as the dictionary spells them (<c>mdtrtinfo</c>, <c>main_cond_dscr</c>), row counted from 0
/// inside its node, value as text.
/// </summary>
public sealed record Extension(string Node, int Row, string Name, [property: Personal] string Value)
{
    /// <summary>Without the value, which may be personal.</summary>
    public override string ToString() => $"{nameof(Extension)} {Node} {Name}";
}
