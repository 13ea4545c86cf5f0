using System.Globalization;
using System.Text;
using Hub.Contract.Tests.Stage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>What doors over HTTP share: a request as bytes, a response read to the end.</summary>
public abstract class HttpDoor : IDoor
{
    /// <summary>Header that names the receipt.</summary>
    private const string ReceiptHeader = "x-hub-receipt: /receipts/";

    public abstract void AddServices(IServiceCollection services, DoorSite site);

    public abstract void Map(IEndpointRouteBuilder endpoints);

    public Uri Address(DoorSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return site.Url;
    }

    public abstract Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen);

    public abstract DoorMessage Altered(DoorSite site, DoorMessage message);

    public abstract DoorMessage Undecodable(DoorSite site, DoorMessage message);

    public abstract DoorMessage Unproven(DoorSite site, DoorMessage message);

    public abstract DoorMessage Oversize(DoorSite site, DoorMessage message);

    public async Task<DoorReply> ReadAsync(Stream line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        using var received = new MemoryStream();
        await line.CopyToAsync(received, cancellationToken);
        var all = received.ToArray();
        var split = all.AsSpan().IndexOf("\r\n\r\n"u8);
        if (split < 0)
        {
            return new DoorReply(all, Verdict.TooLarge, "", "");
        }

        var head = Encoding.Latin1.GetString(all, 0, split);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var at = head.IndexOf(ReceiptHeader, StringComparison.OrdinalIgnoreCase);
        var receipt = at < 0 ? "" : head.Substring(at + ReceiptHeader.Length, 64);
        var body = all[(split + 4)..];
        var (verdict, settlement) = status == 413 ? (Verdict.TooLarge, "") : Judge(status, body);
        return new DoorReply(body, verdict, settlement, receipt);
    }

    /// <summary>What status and body say, and the setl_id when settled.</summary>
    protected abstract (Verdict Verdict, string SettlementId) Judge(int status, byte[] body);

    /// <summary>A POST that ends the connection.</summary>
    protected static byte[] Post(string path, ReadOnlyMemory<byte> body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var head = new StringBuilder(FormattableString.Invariant(
            $"POST {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: {body.Length}\r\n"));
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body.Span];
    }

    /// <summary>The body of a request made by <see cref="Post"/>.</summary>
    protected static byte[] BodyOf(DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Bytes[(message.Bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
    }
}
