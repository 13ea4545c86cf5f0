using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Adapters.Soap;
using Hub.Adapters.Soap.Inbound;
using Hub.Adapters.Soap.Tests.Support;
using Hub.Adapters.Soap.Translation;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;

// Reads, proves, checks and translates whole claims on one thread: what the adapter costs before the journal. Beside each signed row stands
// what the bare verification of one signature costs in the same run.
var seconds = 3.0;
string? json = null;
for (var i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--seconds":
            seconds = double.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        case "--json":
            json = args[i + 1];
            break;
        default:
            await Console.Error.WriteLineAsync("usage: bench soap [--seconds N] [--json FILE]");
            return 2;
    }
}

var now = TimeProvider.System.GetUtcNow();
using var rsa = Keys.Rsa();
using var ecdsa = Keys.Ecdsa();
var registry = PartnerRegistry.Parse(
    Encoding.UTF8.GetBytes(new JsonObject
    {
        ["version"] = 1,
        ["partners"] = new JsonArray(new JsonObject
        {
            ["id"] = Door.Institution,
            ["name"] = "bench",
            ["kind"] = "hospital",
            ["keys"] = new JsonArray(
                new JsonObject { ["keyId"] = "rsa", ["algorithm"] = "rsa-pkcs1-sha256", ["publicKeyPem"] = rsa.PublicPem },
                new JsonObject { ["keyId"] = "ecdsa", ["algorithm"] = "ecdsa-p256-sha256", ["publicKeyPem"] = ecdsa.PublicPem }),
        }),
    }.ToJsonString()),
    "bench.json");
var options = new SoapOptions { AllowUnsigned = true };
var senders = new SenderVerifier(options, new NonceBook(options));
var claim = Requests.Typed("SubmitClaim");
var inner = Requests.Inner("9001", "<signIn><opter_no>1</opter_no></signIn>");
var figures = new JsonObject();
Measure("claim, unsigned", Encoding.UTF8.GetBytes(Requests.Envelope(claim)));
Measure("CallService 9001, unsigned", Encoding.UTF8.GetBytes(Requests.Envelope(Requests.Call("9001", inner))));
Measure("claim, RSA 2048", Encoding.UTF8.GetBytes(Requests.Signed(claim, rsa, now)));
Bare("bare RSA 2048 verification", rsa);
Measure("claim, ECDSA P-256", Encoding.UTF8.GetBytes(Requests.Signed(claim, ecdsa, now)));
Bare("bare ECDSA P-256 verification", ecdsa);
if (json is not null)
{
    await File.WriteAllTextAsync(json, figures.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
}

return 0;

void Measure(string name, byte[] body) => Run(name, () => Once(body), body.Length);

void Bare(string name, Keys keys)
{
    // SignedInfo of two references is about 900 bytes.
    var message = new byte[900];
    var signature = keys.Key.Sign(message);
    var key = keys.Key.ToVerificationKey();
    Run(name, () => Trace.Assert(key.Verify(message, signature)), message.Length);
}

void Run(string name, Action once, int bytes)
{
    for (var i = 0; i < 500; i++)
    {
        once();
    }

    var watch = Stopwatch.StartNew();
    var count = 0;
    while (watch.Elapsed.TotalSeconds < seconds)
    {
        once();
        count++;
    }

    var rate = count / watch.Elapsed.TotalSeconds;
    figures[name] = Math.Round((decimal)rate, 1);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {rate,10:F0}/s {1_000_000 / rate,9:F1} µs {bytes,7} bytes"));
}

void Once(byte[] body)
{
    var text = DocumentText.Decode(body, "utf-8", out _);
    var envelope = EnvelopeReader.Read(text, SoapVersion.V11, null);
    var call = CallReceived.Of(envelope.Operation);
    var proof = senders.Verify(envelope, () => call.Institution, registry, now);
    var partner = proof.Partner ?? throw new InvalidOperationException(proof.Failure?.Code);
    ContentDigest.Of(partner.Id, call.Kind, call.Content);
    var (element, violations) = call.Typed();
    if (violations.Count > 0)
    {
        throw new InvalidOperationException(violations[0].Error.Code + " " + violations[0].Field);
    }

    RequestTranslation.Read(new TypedReading(element!), new Origin
    {
        Partner = partner.Id, Channel = SoapAdapter.Channel, Kind = call.Kind, Key = call.MessageId, Institution = partner.Id, TreatmentDivision = "430100", SentAt = default,
    });
}
