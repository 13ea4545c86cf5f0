using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Session;

/// <summary>
/// Tells a full disk from other failures: OpenSSH answers both with "Failure", but can be asked for the free space (statvfs@openssh.com).
/// </summary>
internal sealed class FreeSpace(Line line, IReadOnlyDictionary<string, string> extensions)
{
    private readonly bool canAsk = extensions.GetValueOrDefault("fstatvfs@openssh.com") == "2";

    /// <summary>The refusal, named better where the file system behind the handle has no room for what was to be written.</summary>
    public async Task<SftpException> ExplainAsync(SftpException refusal, byte[] handle, int bytes, string request, CancellationToken cancel)
    {
        if (refusal.Status != SftpStatus.Failure || !canAsk)
        {
            return refusal;
        }

        var answer = await line.CallAsync(PacketType.Extended, packet => packet.Text("fstatvfs@openssh.com").Bytes(handle), cancel).ConfigureAwait(false);
        return answer.Type == PacketType.ExtendedReply && Available(answer.Read()) < (ulong)bytes
            ? Refusals.With(SftpStatus.NoSpace, request, "the file system has no room left")
            : refusal;
    }

    // bsize, frsize, blocks, bfree, bavail: uint64 each (OpenSSH PROTOCOL section 4.4); blocks are counted in frsize.
    private static ulong Available(PacketReader fields)
    {
        fields.Long();
        var blockBytes = fields.Long();
        fields.Long();
        fields.Long();
        var blocks = fields.Long();
        return blockBytes == 0 || blocks > ulong.MaxValue / blockBytes ? ulong.MaxValue : blocks * blockBytes;
    }
}
