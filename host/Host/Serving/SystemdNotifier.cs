using System.Net.Sockets;
using System.Text;
using Hub.Host.Logs;

namespace Hub.Host.Serving;

/// <summary>Tells systemd (<c>Type=notify</c>) how the service stands, by the datagram of sd_notify(3); silent where nobody listens.</summary>
internal sealed class SystemdNotifier(ILogger<SystemdNotifier> logger)
{
    private const string Variable = "NOTIFY_SOCKET";
    private static string? path;

    /// <summary>Takes the address for this process alone: PostgreSQL, started by it, would otherwise tell systemd that the hub is ready.</summary>
    internal static void Claim()
    {
        path = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
    }

    /// <param name="state">For example <c>READY=1</c>.</param>
    internal void Notify(string state)
    {
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        try
        {
            // A leading @ stands for the zero byte of the abstract namespace.
            var address = path[0] == '@' ? "\0" + path[1..] : path;
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(address));
        }
        catch (SocketException e)
        {
            HostLog.NotifyFailed(logger, e.SocketErrorCode.ToString());
        }
    }
}
