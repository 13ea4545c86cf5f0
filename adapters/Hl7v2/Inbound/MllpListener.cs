using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Hub.Certs.Registry;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>One port: takes connections up to its limits, proves their certificates, and ends them in order.</summary>
internal sealed class MllpListener : IAsyncDisposable
{
    private const int Backlog = 128;

    private readonly Hl7v2Listener options;
    private readonly Hl7v2Limits limits;
    private readonly Hl7v2Endpoint endpoint;
    private readonly PartnerRegistryFile registry;
    private readonly Hl7v2Metrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly SslStreamCertificateContext? certificate;
    private readonly Socket socket;
    private readonly ConcurrentDictionary<int, (IPAddress From, Task Work)> connections = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborted = new();
    private readonly Task accepting;
    private int number;

    public MllpListener(
        Hl7v2Listener options, Hl7v2Limits limits, Hl7v2Endpoint endpoint, PartnerRegistryFile registry, Hl7v2Metrics metrics, TimeProvider time, ILogger log)
    {
        (this.options, this.limits, this.endpoint, this.registry) = (options, limits, endpoint, registry);
        (this.metrics, this.time, this.log) = (metrics, time, log);
        certificate = options.CertificateFile.Length == 0 ? null : LineCertificates.Load(options);
        var address = IPAddress.Parse(options.Address);
        socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(address, options.Port));
        socket.Listen(Backlog);
        Hl7v2Log.Listening(log, options.Name, Port);
        accepting = AcceptAsync();
    }

    /// <summary>The port that was taken.</summary>
    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Takes no further connection and frame; waits until what is in work was answered, or until <paramref name="hurry"/>.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        var drained = connections.Count;
        await stopping.CancelAsync().ConfigureAwait(false);
        await accepting.ConfigureAwait(false);
        socket.Close();
        await Task.WhenAll(connections.Values.Select(c => c.Work)).WaitAsync(hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await aborted.CancelAsync().ConfigureAwait(false);
        Hl7v2Log.Closed(log, options.Name, drained);
    }

    public async ValueTask DisposeAsync()
    {
        await aborted.CancelAsync().ConfigureAwait(false);
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            Socket line;
            try
            {
                line = await socket.AcceptAsync(stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // The caller was gone before it was taken, or handles ran out: the next one may come through.
                metrics.Framing(options.Name, "accept-failed");
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            Begin(line);
        }
    }

    private void Begin(Socket line)
    {
        var from = line.RemoteEndPoint is IPEndPoint remote ? remote.Address : IPAddress.None;
        if (connections.Count >= limits.ConnectionsMax || connections.Values.Count(c => c.From.Equals(from)) >= limits.ConnectionsPerAddressMax)
        {
            Hl7v2Log.ConnectionRefused(log, options.Name, "too many connections");
            metrics.Framing(options.Name, "too-many-connections");
            line.Dispose();
            return;
        }

        line.NoDelay = true;
        var id = Interlocked.Increment(ref number);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = ServeAsync(line, from, id, begun.Task);
        connections[id] = (from, work);
        metrics.Connection(options.Name, 1);
        begun.SetResult();
    }

    private async Task ServeAsync(Socket line, IPAddress from, int id, Task begun)
    {
        await begun.ConfigureAwait(false);
        try
        {
            var stream = new NetworkStream(line, ownsSocket: true);
            await using var _ = stream.ConfigureAwait(false);
            if (certificate is null)
            {
                await TalkAsync(stream, new LineFacts(options.Name, from)).ConfigureAwait(false);
            }
            else
            {
                await SecureAsync(stream, from).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is AuthenticationException or IOException or TimeoutException or OperationCanceledException or SocketException)
        {
            Hl7v2Log.ConnectionRefused(log, options.Name, e is TimeoutException ? "no TLS handshake in time" : "TLS handshake failed");
            metrics.Framing(options.Name, "handshake");
        }
        finally
        {
            connections.TryRemove(id, out var _);
            metrics.Connection(options.Name, -1);
        }
    }

    private async Task SecureAsync(NetworkStream stream, IPAddress from)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        await using var _ = secure.ConfigureAwait(false);
        var settings = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = true,
            CertificateRevocationCheckMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is null
                ? !options.RequireClientCertificate
                : LineCertificates.Find(shown, registry.Current, time.GetUtcNow()) is not null,
        };
        await secure.AuthenticateAsServerAsync(settings, stopping.Token)
            .WaitAsync(TimeSpan.FromSeconds(limits.FrameSeconds), time, stopping.Token).ConfigureAwait(false);
        var found = LineCertificates.Find(secure.RemoteCertificate, registry.Current, time.GetUtcNow());
        await TalkAsync(secure, new LineFacts(options.Name, from, found?.Partner, found?.KeyId ?? "")).ConfigureAwait(false);
    }

    private async Task TalkAsync(Stream stream, LineFacts facts)
    {
        using var connection = new MllpConnection(stream, facts, endpoint, limits, metrics, time, log);
        var reason = await connection.ServeAsync(stopping.Token, aborted.Token).ConfigureAwait(false);
        Hl7v2Log.ConnectionEnded(log, options.Name, reason);
    }
}
