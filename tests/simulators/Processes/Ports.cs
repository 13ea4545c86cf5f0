using System.Net;
using System.Net.Sockets;

namespace Hub.Simulators.Processes;

/// <summary>Free TCP ports of 127.0.0.1.</summary>
internal static class Ports
{
    /// <summary>A port that nobody listens on at this moment.</summary>
    public static int TakeFree()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
