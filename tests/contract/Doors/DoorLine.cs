using System.Net.Sockets;
using Hub.Contract.Tests.Stage;

namespace Hub.Contract.Tests.Doors;

/// <summary>A TCP connection to a door: no library puts anything right on the way.</summary>
public sealed class DoorLine : IDisposable
{
    private readonly TcpClient socket = new();
    private readonly IDoor door;

    private DoorLine(IDoor door) => this.door = door;

    public static async Task<DoorLine> OpenAsync(IDoor door, DoorSite site, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(door);
        var line = new DoorLine(door);
        var address = door.Address(site);
        await line.socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        return line;
    }

    /// <summary>A whole exchange on a connection of its own.</summary>
    public static async Task<DoorReply> ExchangeAsync(IDoor door, DoorSite site, DoorMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var line = await OpenAsync(door, site, cancellationToken);
        await line.WriteAsync(message.Bytes, cancellationToken);
        return await line.ReadAsync(cancellationToken);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await socket.GetStream().WriteAsync(bytes, cancellationToken);
        }
        catch (IOException)
        {
            // Refused while we were still sending: the answer, if there is one, is there to be read.
        }
    }

    public async Task<DoorReply> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await door.ReadAsync(socket.GetStream(), cancellationToken);
        }
        catch (IOException)
        {
            // Reset instead of answered.
            return new DoorReply([], Verdict.TooLarge, "", "");
        }
    }

    public void Dispose() => socket.Dispose();
}
