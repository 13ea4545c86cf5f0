using System.Buffers.Binary;
using System.Collections.Concurrent;
using Hub.Adapters.Sftp.Ssh;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Tests.Support;

/// <summary>Sits between the client and a real server, remembers the requests, and cuts the connection in front of an answer.</summary>
internal sealed class Relay
{
    private readonly ConcurrentDictionary<uint, PacketType> asked = new();

    /// <summary>Asked before each answer is passed on, with what was requested: true cuts here, and the answer is lost.</summary>
    public Func<PacketType, bool> CutsAtAnswerTo { get; init; } = _ => false;

    /// <summary>Called with every request before the server gets it.</summary>
    public Action<PacketType> OnRequest { get; init; } = _ => { };

    public ConcurrentQueue<PacketType> Requests { get; } = new();

    public Channel Between(Channel server)
    {
        var client = new PipeChannel();
        OnThread(() => Pass(client.PeerReads, server.ToServer, NoteRequest));
        OnThread(() =>
        {
            Pass(server.FromServer, client.PeerWrites, MayAnswer);
            client.End();
            server.End();
        });
        return client;
    }

    private static void OnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Pass(Stream from, Stream to, Func<byte[], bool> mayPass)
    {
        try
        {
            var length = new byte[4];
            while (true)
            {
                from.ReadExactly(length);
                var packet = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
                from.ReadExactly(packet);
                if (!mayPass(packet))
                {
                    break;
                }

                to.Write(length);
                to.Write(packet);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // One side closed; so is the other now.
        }

        to.Dispose();
    }

    private bool NoteRequest(byte[] packet)
    {
        var type = (PacketType)packet[0];
        Requests.Enqueue(type);
        OnRequest(type);
        if (type != PacketType.Init)
        {
            asked[Id(packet)] = type;
        }

        return true;
    }

    private bool MayAnswer(byte[] packet) =>
        (PacketType)packet[0] == PacketType.Version || !asked.TryRemove(Id(packet), out var type) || !CutsAtAnswerTo(type);

    private static uint Id(byte[] packet) => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(1));
}
