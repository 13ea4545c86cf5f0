using System.Net;
using System.Net.Sockets;
using Hub.Simulators.Faults;

namespace Hub.Simulators.Tests;

public sealed class When_a_line_is_faulty
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(777)]
    [InlineData(70_000)]
    public async Task Should_carry_exactly_the_stated_bytes_up(int bytes)
    {
        await using var server = new CountingServer();
        await using FaultProxy proxy = FaultProxy.Start(server.EndPoint, new LinePlan { CutUpAtByte = bytes }, TimeProvider.System);
        using Socket caller = Connect(proxy);

        await SendAllAsync(caller, new byte[100_000]);

        Assert.Equal(bytes, await server.ReceivedUntilCut);
        Assert.Equal(1, proxy.Cuts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task Should_carry_exactly_the_stated_bytes_down(int bytes)
    {
        await using var server = new CountingServer(answer: new byte[10_000]);
        await using FaultProxy proxy = FaultProxy.Start(server.EndPoint, new LinePlan { CutDownAtByte = bytes, SliceBytes = 64 }, TimeProvider.System);
        using Socket caller = Connect(proxy);

        long received = await CountingServer.CountAsync(caller);

        // A reset throws away what the caller has not read yet: never more than stated, and the line is dead.
        Assert.InRange(received, 0, bytes);
        Assert.Equal(1, proxy.Cuts);
    }

    [Fact]
    public async Task Should_carry_everything_in_slices_when_honest()
    {
        byte[] answer = [.. Enumerable.Range(0, 5_000).Select(i => (byte)i)];
        await using var server = new CountingServer(answer);
        await using FaultProxy proxy = FaultProxy.Start(server.EndPoint, new LinePlan { SliceBytes = 7 }, TimeProvider.System);
        using Socket caller = Connect(proxy);
        caller.Shutdown(SocketShutdown.Send);

        Assert.Equal(5_000, await CountingServer.CountAsync(caller));
        Assert.Equal(0, proxy.Cuts);
    }

    [Fact]
    public async Task Should_reset_a_refused_connection()
    {
        await using var server = new CountingServer();
        await using FaultProxy proxy = FaultProxy.Start(server.EndPoint, new LinePlan { Refuse = true }, TimeProvider.System);
        using Socket caller = Connect(proxy);

        Assert.Equal(0, await CountingServer.CountAsync(caller));
        Assert.Equal(1, proxy.Cuts);
    }

    /// <summary>Blocking on purpose: an awaited connect would already report the reset that the test waits for.</summary>
    private static Socket Connect(FaultProxy proxy)
    {
        var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        caller.Connect(proxy.EndPoint);
        return caller;
    }

    private static async Task SendAllAsync(Socket caller, byte[] bytes)
    {
        try
        {
            for (int sent = 0; sent < bytes.Length;)
            {
                sent += await caller.SendAsync(bytes.AsMemory(sent));
            }
        }
        catch (SocketException)
        {
            // The cut reached the caller while she was still sending: that is what a cut line looks like.
        }
    }

    /// <summary>Counts the bytes of its first caller and sends a fixed answer at once.</summary>
    private sealed class CountingServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public CountingServer(byte[]? answer = null)
        {
            _listener.Start();
            ReceivedUntilCut = ServeAsync(answer ?? []);
        }

        public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

        public Task<long> ReceivedUntilCut { get; }

        public static async Task<long> CountAsync(Socket socket)
        {
            long count = 0;
            byte[] buffer = new byte[4096];
            try
            {
                while (await socket.ReceiveAsync(buffer) is > 0 and var read)
                {
                    count += read;
                }
            }
            catch (SocketException)
            {
                // Reset: what was counted so far is what arrived.
            }
            return count;
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await ReceivedUntilCut;
        }

        private async Task<long> ServeAsync(byte[] answer)
        {
            try
            {
                using Socket socket = await _listener.AcceptSocketAsync();
                if (answer.Length > 0)
                {
                    await socket.SendAsync(answer);
                    socket.Shutdown(SocketShutdown.Send);
                }
                return await CountAsync(socket);
            }
            catch (SocketException)
            {
                // Nobody called before the test ended, or the answer met a reset.
                return 0;
            }
        }
    }
}
