using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Tests.Support;

/// <summary>A sender's end of a real line, with bytes as the test wants them.</summary>
internal sealed class Line : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TcpClient client = new() { NoDelay = true };
    private readonly MllpFramer framer = new(1 << 24, 1 << 16);
    private Stream stream = Stream.Null;

    public static async Task<Line> ToAsync(Door door, X509Certificate2? own = null, bool secure = false)
    {
        var line = new Line();
        await line.client.ConnectAsync("127.0.0.1", door.Server.Ports[0]);
        line.stream = line.client.GetStream();
        if (secure)
        {
#pragma warning disable CA5359 // Whom the hub lets in is tested here, not whom the sender trusts.
            var tls = new SslStream(line.stream, false, (_, _, _, _) => true);
#pragma warning restore CA5359
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "hub", ClientCertificates = own is null ? null : [own],
                LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => own,
            });
            line.stream = tls;
        }

        return line;
    }

    public static byte[] Framed(string message) => MllpFrame.Of(Encoding.UTF8.GetBytes(message));

    public Task SendAsync(params byte[] bytes) => stream.WriteAsync(bytes).AsTask();

    public void EndSending() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The next answer; null when the hub closes the line.</summary>
    public async Task<Answer?> ReceiveAsync()
    {
        var buffer = new byte[65536];
        while (true)
        {
            while (framer.TryFind(out var finding))
            {
                Assert.Equal(MllpFinding.Frame, finding);
                return new Answer(framer.Frame.ToArray());
            }

            int length;
            try
            {
                length = await stream.ReadAsync(buffer).AsTask().WaitAsync(Limit);
            }
            catch (IOException)
            {
                return null;
            }

            if (length == 0)
            {
                return null;
            }

            framer.Append(buffer.AsSpan(0, length));
        }
    }

    public async Task<Answer> AskAsync(string message)
    {
        await SendAsync(Framed(message));
        return (await ReceiveAsync())!;
    }

    public void Dispose()
    {
        stream.Dispose();
        client.Dispose();
    }
}
