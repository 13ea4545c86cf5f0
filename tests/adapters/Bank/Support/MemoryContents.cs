using System.Security.Cryptography;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>A content store in memory.</summary>
internal sealed class MemoryContents(CallPlan plan) : IContentStore
{
    private readonly Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);

    /// <summary>Offsets at which contents were opened.</summary>
    public List<long> Opened { get; } = [];

    public ContentKey Add(byte[] bytes)
    {
        var key = new ContentKey(Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(Sm3.Hash(bytes)), bytes.Length);
        contents[key.Sha256] = bytes;
        return key;
    }

    public async Task<ContentKey> StoreAsync(Stream content, long lengthMax, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, cancellationToken);
        return all.Length > lengthMax
            ? throw new InvalidDataException("too long")
            : await plan.RunAsync(() => Task.FromResult(Add(all.ToArray())), () => new IOException("the store is away"));
    }

    public Task<Stream?> OpenAsync(string sha256, long offset, CancellationToken cancellationToken)
    {
        Opened.Add(offset);
        return Task.FromResult<Stream?>(contents.TryGetValue(sha256, out var bytes) ? new MemoryStream(bytes[(int)offset..], writable: false) : null);
    }
}
