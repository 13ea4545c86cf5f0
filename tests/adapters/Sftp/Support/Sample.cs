using System.Security.Cryptography;

namespace Hub.Adapters.Sftp.Tests.Support;

/// <summary>Content that differs in every block, the same every time.</summary>
internal static class Sample
{
    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static async Task<byte[]> ReadAllAsync(this ISftpSession session, string path, long offset = 0)
    {
        await using var from = await session.OpenReadAsync(path, offset, CancellationToken.None);
        using var to = new MemoryStream();
        await from.CopyToAsync(to);
        return to.ToArray();
    }

    public static Task<long> UploadAsync(this ISftpSession session, byte[] content, string path, long offset = 0) =>
        session.UploadAsync(new MemoryStream(content, (int)offset, content.Length - (int)offset), path, offset, CancellationToken.None);
}
