using System.Text;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;

namespace Hub.Journal.Tests.Support;

/// <summary>Trust anchors of the test logs.</summary>
public static class Anchors
{
    public static TrustAnchors All { get; } = Make();

    private static TrustAnchors Make()
    {
        var single = Encoding.UTF8.GetString(TrustAnchors.For("hub-1", TestNode.LogKey.ToVerificationKey()).ToJson());
        var start = single.IndexOf('{', single.IndexOf("\"logs\"", StringComparison.Ordinal));
        var entry = single[start..single.LastIndexOf(']')];
        var all = string.Join(",", Enumerable.Range(1, 20).Select(i => entry.Replace("hub-1", "hub-" + i, StringComparison.Ordinal)));
        return TrustAnchors.Parse(Encoding.UTF8.GetBytes(single[..start] + all + "]}"), "anchors.json");
    }
}
