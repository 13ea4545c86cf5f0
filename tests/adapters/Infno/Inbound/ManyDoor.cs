using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Hub.Adapters.Infno.Inbound;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Infno.Tests.Inbound;

/// <summary>Batch and relay endpoints before a journal that keeps identities for ever and answers with a count.</summary>
internal sealed class ManyDoor : TimeProvider, IJournal, ICorrelator, IDisposable
{
    public const string Big = "H43010000001";
    public const string Small = "H43010000002";
    public const string Keyless = "H43010000003";
    public const string Foreign = "H43010000004";
    private readonly Lock gate = new();
    private readonly Dictionary<(string, string, string), (byte[] Content, byte[] Answer)> messages = [];
    private readonly string folder = Directory.CreateTempSubdirectory("hub-many-").FullName;
    private readonly Dictionary<string, SigningKey> keys = new[] { Big, Small, Foreign }.ToDictionary(
        id => id, id => SigningKey.Generate(new KeyDescription { KeyId = id + "-1", Algorithm = SignatureAlgorithm.Sm2Sm3 }));

    public ManyDoor(int recordsMax = 100)
    {
        string Keys(string id) => JsonSerializer.Serialize(keys[id].ToVerificationKey().ExportPem()) is var pem
            ? $$"""[{"keyId":"{{id}}-1","algorithm":"sm2-sm3","publicKeyPem":{{pem}}}]""" : "";
        var file = Path.Combine(folder, "partners.json");
        File.WriteAllText(file, $$"""
            {"version":1,"partners":[
              {"id":"{{Big}}","name":"一级","kind":"hospital","keys":{{Keys(Big)}},"relaysFor":["{{Small}}","{{Keyless}}"]},
              {"id":"{{Small}}","name":"二级","kind":"hospital","keys":{{Keys(Small)}}},
              {"id":"{{Keyless}}","name":"诊所","kind":"hospital","relayedUnsigned":"yes"},
              {"id":"{{Foreign}}","name":"其他","kind":"hospital","keys":{{Keys(Foreign)}}}]}
            """);
        var options = new InfnoOptions { BatchRecordsMax = recordsMax };
        var (profiles, registry) = (new ProfileBook(options), new PartnerRegistryFile(file));
        var transactions = new InfnoTransactions(
            new InboundPipeline(this, this, [], [], this), profiles, this, NullLogger<InfnoTransactions>.Instance);
        Batch = new BatchEndpoint(transactions, profiles, registry, this, options, this, NullLogger<BatchEndpoint>.Instance);
        Relay = new RelayEndpoint(transactions, profiles, registry, options, this, NullLogger<RelayEndpoint>.Instance);
    }

    public BatchEndpoint Batch { get; }

    public RelayEndpoint Relay { get; }

    public ConcurrentQueue<Intake> Taken { get; } = new();

    public override DateTimeOffset GetUtcNow() => new(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(8));

    /// <summary>An identification by this institution.</summary>
    public static byte[] Message(string institution, int number, string person = "示例") => Encoding.UTF8.GetBytes(Messages.Request1101
        .Replace("H43010000001", institution, StringComparison.Ordinal).Replace("02030405" + "0001", FormattableString.Invariant($"02030405{number:D4}"), StringComparison.Ordinal)
        .Replace("\"psn_name\":\"示例\"", "\"psn_name\":\"" + person + "\"", StringComparison.Ordinal).Trim());

    public byte[] Sign(string institution, byte[] message) => keys[institution].Sign(message);

    public Task<(int Status, string Body)> SendBatchAsync(byte[] body, string? signer = Big) => SendAsync(Batch.HandleAsync, body, signer);

    public Task<(int Status, string Body)> SendRelayAsync(byte[] body, string? signer = Big) => SendAsync(Relay.HandleAsync, body, signer);

    public byte[] Relayed(string institution, byte[] message, string? signer) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        institution, keyId = signer is null ? "" : signer + "-1", signature = signer is null ? "" : Convert.ToBase64String(Sign(signer, message)),
        message = Convert.ToBase64String(message),
    });

    public Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var identity = (intake.Partner, intake.Kind, intake.Key);
            if (!messages.TryGetValue(identity, out var known))
            {
                Taken.Enqueue(intake);
                known = (intake.ContentDigest.ToArray(), intake.Answer?.ToArray() ?? Encoding.UTF8.GetBytes($"{{\"infcode\":0,\"n\":{Taken.Count}}}"));
                messages.Add(identity, known);
            }

            return Task.FromResult(known.Content.AsSpan().SequenceEqual(intake.ContentDigest.Span)
                ? new IntakeOutcome(IntakeResult.Answered, 1, false, known.Answer, default)
                : new IntakeOutcome(IntakeResult.Conflict, 1, true, default, default));
        }
    }

    public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public CaseReference CaseOf(ICommand command) => CaseReference.Of("case:" + command.Origin.Key);

    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<(int Status, string Body)> SendAsync(Func<HttpContext, Task> handle, byte[] body, string? signer)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentLength = body.Length;
        if (signer is not null)
        {
            http.Request.Headers["x-hub-key-id"] = signer + "-1";
            http.Request.Headers["x-hub-signature"] = Convert.ToBase64String(Sign(signer, body));
        }

        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await handle(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
