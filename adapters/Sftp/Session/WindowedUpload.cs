using System.Buffers;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Session;

/// <summary>
/// Writes a stream with several requests under way. A block goes out only after the block a window before it was acknowledged, which is what
/// <see cref="SftpEndpoint.ResumeOffset"/> relies on.
/// </summary>
internal sealed class WindowedUpload(Line line, SftpEndpoint endpoint, FreeSpace freeSpace, byte[] handle, string request)
{
    private const int HeaderBytes = 320;
    private readonly Queue<(Task<Answer> Answer, int Bytes)> underWay = new();

    /// <returns>Bytes written, all of them acknowledged.</returns>
    public async Task<long> WriteAsync(Stream content, long offset, CancellationToken cancel)
    {
        var block = ArrayPool<byte>.Shared.Rent(endpoint.BlockBytes);
        try
        {
            var position = offset;
            int read;
            var whole = block.AsMemory(0, endpoint.BlockBytes);
            while ((read = await content.ReadAtLeastAsync(whole, whole.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false)) > 0)
            {
                if (underWay.Count == endpoint.Window)
                {
                    await AcknowledgeAsync(cancel).ConfigureAwait(false);
                }

                Send(position, block.AsMemory(0, read));
                position += read;
            }

            while (underWay.Count > 0)
            {
                await AcknowledgeAsync(cancel).ConfigureAwait(false);
            }

            return position - offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void Send(long position, ReadOnlyMemory<byte> bytes)
    {
        var answer = line.Ask(PacketType.Write, packet => packet.Bytes(handle).Long((ulong)position).Bytes(bytes.Span), bytes.Length + HeaderBytes);
        underWay.Enqueue((answer, bytes.Length));
    }

    private async Task AcknowledgeAsync(CancellationToken cancel)
    {
        var (task, bytes) = underWay.Dequeue();
        var answer = await line.WaitAsync(task, cancel).ConfigureAwait(false);
        if (answer.Expect(PacketType.Status).Number() != StatusCode.Ok)
        {
            throw await freeSpace.ExplainAsync(Refusals.From(answer, request), handle, bytes, request, cancel).ConfigureAwait(false);
        }
    }
}
