using System.Buffers.Binary;
using Hub.Adapters.Sftp.Session;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Tests.Support;

/// <summary>A request as the peer got it: its id and what follows.</summary>
internal sealed record Request(PacketType Type, uint Id, byte[] Body);

/// <summary>A server that does what a test tells it, good or bad, packet by packet.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001", Justification = "The session that is opened over the channel disposes of it")]
internal sealed class Peer
{
    private readonly PipeChannel channel = new();

    private Peer(Action<Peer> script) => _ = Task.Factory.StartNew(
        () => Play(script), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static SftpEndpoint Endpoint { get; } = new() { Host = "peer", User = "hub", IdentityFile = "/none", KnownHostsFile = "/none" };

    /// <summary>Completes when the client has ended the connection, or the script is over.</summary>
    public Task Ended => channel.Ended;

    public Stream Complaints => channel.PeerComplains;

    /// <summary>Plays a script after the greeting.</summary>
    public static Task<SftpSession> ConnectAsync(Action<Peer> script, SftpEndpoint? endpoint = null, TimeProvider? time = null) => ConnectRawAsync(
        peer =>
        {
            peer.Greet();
            script(peer);
        },
        endpoint,
        time);

    /// <summary>Plays a script from the first byte.</summary>
    public static Task<SftpSession> ConnectRawAsync(
        Action<Peer> script, SftpEndpoint? endpoint = null, TimeProvider? time = null, CancellationToken cancel = default)
    {
        var peer = new Peer(script);
        return SftpSession.OpenAsync(peer.channel, endpoint ?? Endpoint, time ?? TimeProvider.System, cancel);
    }

    public void Greet(uint version = 3)
    {
        NextPacket();
        SendRaw(new PacketWriter(PacketType.Version).Number(version));
    }

    /// <summary>The next request; blocks.</summary>
    public Request Next()
    {
        var packet = NextPacket();
        return new Request((PacketType)packet[0], BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(1)), packet[5..]);
    }

    public void Answer(uint id, PacketType type, Action<PacketWriter> fields)
    {
        var packet = new PacketWriter(type).Number(id);
        fields(packet);
        SendRaw(packet);
    }

    public void Status(uint id, uint code, string words = "") => Answer(id, PacketType.Status, packet => packet.Number(code).Text(words).Text("en"));

    public void Handle(uint id) => Answer(id, PacketType.Handle, packet => packet.Text("h"));

    public void Regular(uint id, ulong size) => Answer(id, PacketType.Attributes, packet => packet.Number(0x5).Long(size).Number(0x81A4));

    public void Names(uint id, params byte[][] names) => Answer(id, PacketType.Name, packet =>
    {
        packet.Number((uint)names.Length);
        foreach (var name in names)
        {
            packet.Bytes(name).Text("").Number(0x5).Long(1).Number(0x81A4);
        }
    });

    public void SendRaw(PacketWriter packet)
    {
        channel.PeerWrites.Write(packet.Packet);
        packet.GiveBack();
    }

    public void SendBytes(ReadOnlySpan<byte> bytes) => channel.PeerWrites.Write(bytes);

    /// <summary>Does nothing until the client is gone.</summary>
    public void Hang()
    {
        var buffer = new byte[4096];
        while (channel.PeerReads.Read(buffer) > 0)
        {
            continue;
        }
    }

    private byte[] NextPacket()
    {
        var length = new byte[4];
        channel.PeerReads.ReadExactly(length);
        var packet = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        channel.PeerReads.ReadExactly(packet);
        return packet;
    }

    private void Play(Action<Peer> play)
    {
        try
        {
            play(this);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The client went away in the middle of the script, which is what most scripts provoke.
            return;
        }
        finally
        {
            channel.End();
        }
    }
}
