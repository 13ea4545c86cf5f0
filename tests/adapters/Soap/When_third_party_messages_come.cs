using System.Text;
using System.Text.RegularExpressions;
using Hub.Adapters.Soap.Tests.Support;
using Hub.Adapters.Soap.Wire;
using Hub.Adapters.Soap.Wire.Legacy;

namespace Hub.Adapters.Soap.Tests;

/// <summary>Messages recorded from zeep and npm soap, attacks made of them, and messages of older systems.</summary>
public sealed class When_third_party_messages_come
{
    private static readonly DateTimeOffset Recorded = new(2026, 11, 21, 22, 32, 0, TimeSpan.Zero);

    [Fact]
    public async Task Should_meet_the_expected_outcome_of_every_message()
    {
        var folder = SharedFiles.Data("soap");
        var certificate = File.ReadAllText(Path.Combine(folder, "keys", "wss_cert.pem"));
        var seen = 0;
        foreach (var row in File.ReadLines(Path.Combine(folder, "index.csv")).Skip(1))
        {
            var file = row[..row.IndexOf(',', StringComparison.Ordinal)];
            if (!file.EndsWith(".xml", StringComparison.Ordinal) || file is "legacy/dhc_getpatinfo_inner.xml" or "legacy/hip_ack_mcci.xml")
            {
                continue;
            }

            seen++;
            using var door = new Door(
                new SoapOptions { RequireTimestamp = false, AllowPasswordText = true, AllowUnsigned = false }, (Door.Institution, "wss", "rsa-pkcs1-sha256", certificate));
            door.Time.Now = Recorded;
            var answer = await AskAsync(door, Path.Combine(folder, file));
            Check(file, answer, door);
        }

        Assert.Equal(16, seen);
    }

    [Fact]
    public void Should_read_the_inner_xml_of_platforms()
    {
        var inner = File.ReadAllText(Path.Combine(SharedFiles.Data("soap"), "legacy", "dhc_getpatinfo_inner.xml"));
        var rows = CallReader.Rows(CallReader.Tree(inner));
        Assert.Equal("M20260609001", rows.Of(CallReader.EnvelopeNode).Single().Peek("msgid"));
        var acknowledgement = File.ReadAllText(Path.Combine(SharedFiles.Data("soap"), "legacy", "hip_ack_mcci.xml"));
        Assert.Equal("AE", CallReader.Tree(acknowledgement).Elements.First().Attribute("typeCode"));
    }

    [Fact]
    public async Task Should_refuse_hostile_xml_without_looking_anywhere()
    {
        var folder = SharedFiles.Data("attacks/xml");
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            using var door = new Door();
            var answer = await door.AskAsync(File.ReadAllBytes(file));
            Assert.True(answer.Status == 500 || answer.InnerText("infcode") == "-1", file);
            Assert.Empty(door.Journal.Accepted);
            Assert.DoesNotContain(Environment.MachineName, answer.Text, StringComparison.Ordinal);
        }
    }

    private static void Check(string file, Answer answer, Door door)
    {
        var intake = door.Journal.Refused.SingleOrDefault();
        Assert.DoesNotContain(door.Journal.Accepted, accepted => accepted.Kind == "2208");
        if (file.StartsWith("attacks/", StringComparison.Ordinal))
        {
            // Signature removed, tampered, wrapped: none of it is even kept.
            Assert.True(answer.FaultCode is "SOAP-1205" or "SOAP-1210" or "SOAP-1211" or "SOAP-1013", file + answer.Text);
            Assert.Null(intake);
        }
        else if (file.Contains("wss", StringComparison.Ordinal))
        {
            // Proven by its signature; its inner XML names no message, or has a bare ampersand: a business error.
            Assert.Equal((Door.Institution, "wss"), (intake?.Partner, intake?.SignatureKeyId));
            Assert.Matches("SOAP-130[46]", answer.InnerText("err_msg"));
        }
        else if (file.Contains("usernametoken", StringComparison.Ordinal) || file.Contains("_ut_", StringComparison.Ordinal))
        {
            Assert.Equal(Door.Institution, intake?.Partner);
        }
        else
        {
            // Read and understood as far as the sender, who is nobody.
            Assert.Equal("SOAP-1211", answer.FaultCode);
        }
    }

    private static Task<Answer> AskAsync(Door door, string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headers = Path.ChangeExtension(path, ".headers.txt");
        if (!File.Exists(headers))
        {
            var isSoap12 = Encoding.Latin1.GetString(bytes).Contains(SoapNames.Envelope12, StringComparison.Ordinal);
            return door.AskAsync(bytes, isSoap12 ? "application/soap+xml" : "text/xml");
        }

        var text = File.ReadAllText(headers);
        var type = Regex.Match(text, "Content-Type: (.*)").Groups[1].Value.Trim();
        var action = Regex.Match(text, "SOAPAction: (.*)").Groups[1].Value.Trim();
        return door.AskAsync(bytes, type, action);
    }
}
