using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Adapters.Hl7v2;
using Hub.Contract.Tests.Stage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>HL7 v2 over MLLP: a registration (ADT^A04), then its charges as a claim (DFT^P03 with ZSL), each signed (ZSG).</summary>
public sealed class Hl7v2Door : IDoor
{
    private const byte Start = 0x0B;
    private const byte End = 0x1C;

    /// <summary>The one diagnosis.</summary>
    public const string Diagnosis = "DG1|1||J06.900^急性上呼吸道感染^ICD10|||A";

    private readonly int port = FreePort();
    private int messages;

    public void AddServices(IServiceCollection services, DoorSite site) => services.AddHl7v2(new Hl7v2Options
    {
        Listeners = [new Hl7v2Listener { Name = "contract", Port = port }],
        Senders =
        [
            new Hl7v2Sender
            {
                Partner = DoorSite.Hospital, Application = "HIS", Facility = "H1", SignatureRequired = true, TreatmentDivision = DoorSite.Division,
            },
        ],
        WaitLimitSeconds = 1,
    });

    public void Map(IEndpointRouteBuilder endpoints)
    {
        // It has a port of its own.
    }

    public Uri Address(DoorSite site) => new UriBuilder("mllp", "127.0.0.1", port).Uri;

    public async Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen)
    {
        var registration = Message(site, "ADT^A04", person, "O");
        while ((await DoorLine.ExchangeAsync(this, site, registration, TestContext.Current.CancellationToken)).Verdict == Verdict.Pending)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return Message(site, "DFT^P03", person, "O", Charge(person, 1, fen), Diagnosis, "ZSL|" + Yuan(fen) + "|Y|S");
    }

    /// <summary>A signed message about a visit (class O) or stay (class I) of a person.</summary>
    public DoorMessage Message(DoorSite site, string kind, int person, string patientClass, params IReadOnlyList<string> more)
    {
        ArgumentNullException.ThrowIfNull(site);
        var patient = site.PersonOf(person);
        var visit = string.Create(CultureInfo.InvariantCulture, $"{patientClass}{person:D6}");
        var end = patientClass == "I" ? "|20261105090000" : "";
        var segments = $"PID|1||{patient.CertNo}^^^^NI||{patient.Name}||{patient.Birth:yyyyMMdd}|{(patient.Gender == "1" ? "M" : "F")}\r"
            + $"PV1|1|{patientClass}|0301^^12^^^^^^内科||||D430100000001^示例医师|||A03||||||||11|{visit}|||||||||||||||||||||||||20261102090000{end}\r"
            + $"ZMI|{patient.InsuType}|{(patientClass == "I" ? "2101" : "11")}\r" + string.Concat(more.Select(m => m + "\r"));
        return Sent(site, kind, Id(kind[..1]), segments, patient);
    }

    /// <summary>One charge.</summary>
    public static string Charge(int person, int number, long fen) => string.Create(
        CultureInfo.InvariantCulture,
        $"FT1|{number}|F{person:D6}-{number}||20261102091000||CG|XA01ABD075A002010100483^示例^NHSA^D0001|||1|{Yuan(fen)}&CNY|{Yuan(fen)}&CNY");

    public static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:D2}");

    public DoorMessage Altered(DoorSite site, DoorMessage message) => Replaced(site, message, "D0001", "D0002");

    public DoorMessage Undecodable(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var key = message.Key + "U";
        var text = Unsigned(message).Replace("|" + message.Key + "|", "|" + key + "|", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes[bytes.AsSpan().IndexOf("示例"u8)] = 0xFF;
        return message with { Bytes = Framed(site, bytes), Key = key };
    }

    public DoorMessage Unproven(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Bytes).Replace("D0001", "D0003", StringComparison.Ordinal)) };
    }

    public DoorMessage Oversize(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var bytes = message.Bytes[..^2].Concat(Enumerable.Repeat((byte)'Z', new Hl7v2Limits().FrameBytesMax + 1));
        return message with { Bytes = [.. bytes, End, (byte)'\r'] };
    }

    public async Task<DoorReply> ReadAsync(Stream line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        var received = new List<byte>();
        var one = new byte[4096];
        while (received.Count < 2 || received[^1] != '\r' || received[^2] != End)
        {
            var length = await line.ReadAsync(one, cancellationToken);
            if (length == 0)
            {
                return new DoorReply([.. received], Verdict.Unreadable, "", "");
            }

            received.AddRange(one.AsSpan(0, length));
        }

        // The frame belongs to the line, not to the answer.
        var message = received.ToArray()[1..^2];
        var answer = Encoding.UTF8.GetString(message);
        return new DoorReply(message, Judge(answer), Field(answer, "ZAJ", 1), Field(answer, "ZRC", 1) is { Length: > 10 } address ? address[10..] : "");
    }

    private static Verdict Judge(string answer)
    {
        var error = Field(answer, "ERR", 5);
        return error.StartsWith("HL7-2002", StringComparison.Ordinal) ? Verdict.Pending
            : error.StartsWith("HL7-2001", StringComparison.Ordinal) ? Verdict.Conflict
            : error.StartsWith("HL7-11", StringComparison.Ordinal) ? Verdict.NotProven
            : error.StartsWith("HL7-1001", StringComparison.Ordinal) ? Verdict.TooLarge
            : Field(answer, "MSA", 1) switch
            {
                "AA" => Verdict.Settled,
                "AE" or "AR" => Verdict.Refused,
                _ => Verdict.Unreadable,
            };
    }

    private static string Field(string message, string segment, int field)
    {
        var line = message.Split('\r').FirstOrDefault(s => s.StartsWith(segment + "|", StringComparison.Ordinal));
        return line?.Split('|') is { } fields && fields.Length > field ? fields[field] : "";
    }

    private static DoorMessage Sent(DoorSite site, string kind, string key, string segments, Hub.Simulators.Persons.Person patient)
    {
        var text = $"MSH|^~\\&|HIS|H1|HUB|BUREAU|20261102091500||{kind}|{key}|P|2.5.1\rEVN||20261102091500\r" + segments;
        return new DoorMessage(Framed(site, Encoding.UTF8.GetBytes(text)), key, [patient.Name, patient.CertNo]);
    }

    private static DoorMessage Replaced(DoorSite site, DoorMessage message, string from, string to) =>
        message with { Bytes = Framed(site, Encoding.UTF8.GetBytes(Unsigned(message).Replace(from, to, StringComparison.Ordinal))) };

    private static string Unsigned(DoorMessage message)
    {
        var text = Encoding.UTF8.GetString(message.Bytes);
        return text[1..text.IndexOf("ZSG|", StringComparison.Ordinal)];
    }

    private static byte[] Framed(DoorSite site, byte[] message)
    {
        var signature = $"ZSG|1|{site.Key.KeyId}|{Convert.ToBase64String(site.Key.Sign(message))}\r";
        return [Start, .. message, .. Encoding.ASCII.GetBytes(signature), End, (byte)'\r'];
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private string Id(string letter) => string.Create(CultureInfo.InvariantCulture, $"{letter}{Interlocked.Increment(ref messages):D6}");
}
