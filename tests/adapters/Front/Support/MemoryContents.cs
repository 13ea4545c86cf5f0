using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hub.Journal.Payments;

namespace Hub.Adapters.Front.Tests.Support;

/// <summary>A content store in memory.</summary>
internal sealed class MemoryContents : IContentStore
{
    public ConcurrentDictionary<string, byte[]> Kept { get; } = new(StringComparer.Ordinal);

    public async Task<ContentKey> StoreAsync(Stream content, long lengthMax, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, cancellationToken);
        var key = Convert.ToHexStringLower(SHA256.HashData(all.ToArray()));
        Kept[key] = all.ToArray();
        return new ContentKey(key, "", all.Length);
    }

    public Task<Stream?> OpenAsync(string sha256, long offset, CancellationToken cancellationToken) => Task.FromResult<Stream?>(null);
}
