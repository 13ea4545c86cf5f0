using System.Collections;

namespace Hub.Canonical.Tests.Model;

/// <summary>Equality by content all the way down; records compare their lists by reference.</summary>
internal static class SameContent
{
    public static bool Of(object? left, object? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        return (left, right) switch
        {
            (ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => a.Span.SequenceEqual(b.Span),
            (string, _) => left.Equals(right),
            (IEnumerable a, IEnumerable b) => a.Cast<object>().Zip(b.Cast<object>(), Of).All(same => same)
                && a.Cast<object>().Count() == b.Cast<object>().Count(),
            _ when left.GetType() == right.GetType() && CanonicalTypes.Records.Contains(left.GetType()) =>
                CanonicalTypes.FieldsOf(left.GetType()).All(p => Of(p.GetValue(left), p.GetValue(right))),
            _ => left.Equals(right),
        };
    }
}
