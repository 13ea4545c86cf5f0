using Hub.Adapters.Infno.Profiles;

namespace Hub.Adapters.Infno.Wire.Validation;

/// <summary>Collects violations with the profile's severity, up to its limit.</summary>
internal sealed class ViolationList(InfnoProfile profile, string infno)
{
    private List<Violation>? _items;

    public InfnoProfile Profile => profile;

    public bool IsFull => _items is not null && _items.Count >= profile.Limits.ViolationsMax;

    public IReadOnlyList<Violation> Items => _items is null ? [] : _items;

    public void Add(InfnoError error, string node, int row = -1, string field = "", string detail = "")
    {
        var severity = profile.SeverityOf(error);
        if (severity != Severity.Off && !IsFull)
        {
            (_items ??= []).Add(new Violation(error, infno, node, row, field, severity, detail));
        }
    }
}
