using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Hub.EndToEnd.Tests.Stage;

namespace Hub.EndToEnd.Tests.BadInput;

/// <summary>A TCP connection that sends exactly these bytes: no HTTP library puts anything right on the way.</summary>
internal static class RawLine
{
    /// <summary>Sends, says that no more will come, and reads until the hub closes. A reset by the hub counts as closed.</summary>
    internal static async Task<string> ExchangeAsync(Uri hub, params byte[][] pieces)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(hub.Host, hub.Port, Quick.Cancel);
        var stream = socket.GetStream();
        using var received = new MemoryStream();
        try
        {
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(piece, Quick.Cancel);
            }

            socket.Client.Shutdown(SocketShutdown.Send);
        }
        catch (IOException)
        {
            // Refused while we were still sending: the answer is there to be read.
        }

        try
        {
            await stream.CopyToAsync(received, Quick.Cancel);
        }
        catch (IOException)
        {
            // Reset instead of closed.
        }

        return Encoding.Latin1.GetString(received.ToArray());
    }

    /// <summary>Sends and hangs up without waiting for anything.</summary>
    internal static async Task CutAsync(Uri hub, byte[] bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(hub.Host, hub.Port, Quick.Cancel);
        await socket.GetStream().WriteAsync(bytes, Quick.Cancel);
        socket.LingerState = new LingerOption(true, 0);
    }

    /// <summary>How many responses came.</summary>
    internal static int Responses(string received) => received.Split("HTTP/1.1 ").Length - 1;

    /// <summary>Status of the first response; 0 when there is none.</summary>
    internal static int Status(string received) =>
        received.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(received.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
}
