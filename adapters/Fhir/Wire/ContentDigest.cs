using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>
/// SHA-256 of what a resource says, and of every resource that it refers to, in the order in which they are met: name, type, value and
/// children of each element, each with its length. JSON or XML, white space, the order of members, <c>meta</c> and the narrative make no difference; a
/// value that changed by one digit does (1.0 is not 1.00).
/// </summary>
internal static class ContentDigest
{
    public static byte[] Of(FhirNode resource, ResourceGraph graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var queue = new Queue<FhirNode>([resource]);
        var seen = new HashSet<FhirNode>(ReferenceEqualityComparer.Instance) { resource };
        while (queue.TryDequeue(out var next))
        {
            Append(hash, next, next, graph, queue, seen, isRoot: true);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(
        IncrementalHash hash, FhirNode node, FhirNode owner, ResourceGraph graph, Queue<FhirNode> queue, HashSet<FhirNode> seen, bool isRoot)
    {
        Append(hash, isRoot ? "" : node.Name);
        Append(hash, node.Type);
        Append(hash, node.Value is null ? "-" : "=" + node.Value);
        var children = node.Children;
        var counted = 0;
        foreach (var child in children)
        {
            if (!IsNoise(child, isRoot))
            {
                counted++;
                Append(hash, child, owner, graph, queue, seen, isRoot: false);
            }
        }

        Append(hash, counted.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (node.Type == "Reference" && graph.Follow(owner, node) is { } target && seen.Add(target))
        {
            queue.Enqueue(target);
        }
    }

    private static bool IsNoise(FhirNode child, bool isRoot) => isRoot && child.Name is "meta" or "text" && child.Type is "Meta" or "Narrative";

    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
