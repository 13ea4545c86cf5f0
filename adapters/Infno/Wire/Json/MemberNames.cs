using System.Text;
using System.Text.Json;

namespace Hub.Adapters.Infno.Wire.Json;

/// <summary>
/// The names seen in one object; a second appearance is refused. Names that differ only in ASCII case are the same name,
/// because the interface is read without case (A8.4) and two readers must never pick different members.
/// </summary>
internal struct MemberNames(WireLimits limits)
{
    private HashSet<byte[]>? _seen;

    /// <summary>Adds the name the reader stands on; returns it unescaped.</summary>
    public byte[] Add(scoped in Utf8JsonReader reader)
    {
        var name = reader.ValueIsEscaped ? StrictJson.Unescape(reader.ValueSpan) : reader.ValueSpan.ToArray();
        _seen ??= new HashSet<byte[]>(NameComparer.Instance);
        if (_seen.Count >= limits.MembersMax)
        {
            throw new WireRefusedException(
                new Violation(InfnoErrorCodes.TooManyMembers, Detail: $"max {limits.MembersMax}"));
        }

        return _seen.Add(name)
            ? name
            : throw new WireRefusedException(
                new Violation(InfnoErrorCodes.DuplicateMember, Field: ErrorText.SafeName(Encoding.UTF8.GetString(name))));
    }

    private sealed class NameComparer : IEqualityComparer<byte[]>
    {
        public static readonly NameComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) =>
            x is not null && y is not null && (Ascii.EqualsIgnoreCase(x, y) || x.AsSpan().SequenceEqual(y));

        public int GetHashCode(byte[] obj) => (int)Schema.Utf8Names.Hash(obj);
    }
}
