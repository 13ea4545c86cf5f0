using System.Security.Cryptography;
using System.Text.Json;
using Hub.Adapters.Front.Wire;
using Hub.Certs.Registry;
using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Front.Inbound;

/// <summary>What became of a file as a whole.</summary>
/// <param name="Results">Rows of its result file.</param>
/// <param name="Folder">Where it goes; null while a record is open, then it stays and the next look asks again.</param>
internal sealed record FileOutcome(IReadOnlyList<FrontResult> Results, string? Folder);

/// <summary>
/// A fetched file through the hub: authenticate, keep the bytes, decode, submit its records. Every step may be repeated: killed anywhere, the next look
/// finds the file still there and gets the same answers.
/// </summary>
internal sealed class FileIntake(
    InboundPipeline pipeline, RecordSubmission records, PartnerRegistryFile registry, IContentStore contents, FrontOptions options, TimeProvider time,
    ILogger<FileIntake> log)
{
    /// <summary>Where files go whose records all have their answer.</summary>
    public const string Done = "done";

    /// <summary>Where files go that are refused as a whole.</summary>
    public const string Rejected = "rejected";

    /// <param name="place">Whose folder it is.</param>
    /// <param name="name">Name of the file; it decides nothing.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="control">Its control file; null when there is none.</param>
    /// <param name="cancel">Ends between steps.</param>
    public async Task<FileOutcome> TakeAsync(
        FrontPlace place, string name, ReadOnlyMemory<byte> content, byte[]? control, CancellationToken cancel)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        if (Authenticate(place, content, sha256, control) is not { } proof)
        {
            // Nothing of a stranger is kept but the count and the digest; the file is set aside where it lies.
            FrontLog.NotProven(log, place.Partner, sha256);
            return Whole(FrontAnswer.Of('R', FrontErrorCodes.NotProven), "");
        }

        using (var bytes = new MemoryStream(content.ToArray(), writable: false))
        {
            await contents.StoreAsync(bytes, options.FileBytesMax, cancel).ConfigureAwait(false);
        }

        IReadOnlyList<FrontRecord> found;
        try
        {
            var text = FrontArchive.IsArchive(content.Span) ? FrontArchive.Unpack(content, options.UnpackedBytesMax) : content;
            found = FrontTableReader.Read(text, place.Encoding, records.Limits, isWhole: control is not null);
        }
        catch (FrontRefusedException refused)
        {
            FrontLog.Quarantined(log, place.Partner, sha256, refused.Error.Code, refused.Line);
            var kept = await ProveAsync(place, name, sha256, content, control, proof, refused, cancel).ConfigureAwait(false);
            return Whole(kept ? FrontAnswer.Of(refused) : FrontAnswer.Of('U', FrontErrorCodes.Busy), kept ? sha256 : "");
        }

        if (!await ProveAsync(place, name, sha256, content, control, proof, null, cancel).ConfigureAwait(false))
        {
            return Whole(FrontAnswer.Of('U', FrontErrorCodes.Busy), "");
        }

        Step.Hit("kept");
        var results = await records.SubmitAsync(found, place, proof, cancel).ConfigureAwait(false);
        var open = results.Count(r => !r.Answer.IsFinal);
        var settled = results.Count(r => r.Answer.State == 'S');
        FrontLog.Taken(log, place.Partner, sha256, results.Count, settled, results.Count - settled - open, open);
        return new FileOutcome(results, open == 0 ? Done : null);
    }

    /// <summary>The control file's key, which must be this institution's; or the folder itself, by option.</summary>
    private FrontProof? Authenticate(FrontPlace place, ReadOnlyMemory<byte> content, string sha256, byte[]? control)
    {
        if (registry.Current.Find(place.Partner) is not { Status: PartnerStatus.Active } partner)
        {
            return null;
        }

        try
        {
            if (control is { Length: > 0 } bytes && FrontControl.Parse(bytes) is var stated)
            {
                return stated.Partner == partner.Id && stated.Bytes == content.Length && stated.Sha256 == sha256
                    && registry.Current.KeyFor(partner, stated.KeyId, time.GetUtcNow()) is { } key
                    && key.Verify(stated.ToSigned(), stated.Signature.Span)
                        ? new FrontProof(key.Algorithm.ToString(), key.KeyId)
                        : null;
            }
        }
        catch (FrontRefusedException)
        {
            // Not a signed control file: whatever else stands in it proves nothing.
            return place.FolderProves ? new FrontProof("", "") : null;
        }

        return place.FolderProves ? new FrontProof("", "") : null;
    }

    /// <summary>The file as a message of its own: its receipt proves what was fetched, under which name, and what was decided.</summary>
    private async Task<bool> ProveAsync(
        FrontPlace place, string name, string sha256, ReadOnlyMemory<byte> content, byte[]? control, FrontProof proof,
        FrontRefusedException? refused, CancellationToken cancel)
    {
        var received = new ReceivedMessage
        {
            Partner = place.Partner,
            Channel = FrontAdapter.Channel,
            Kind = FrontAdapter.FileKind,
            Key = "sha256-" + sha256,
            ContentDigest = Convert.FromHexString(sha256),
            Raw = JsonSerializer.SerializeToUtf8Bytes(
                new { file = name, sha256, bytes = content.Length, control = control }, JsonSerializerOptions.Web),
            ReceivedAt = time.GetUtcNow(),
            SignatureAlgorithm = proof.Algorithm,
            SignatureKeyId = proof.KeyId,
        };
        var answer = refused is null ? new FrontAnswer('S') : FrontAnswer.Of(refused);
        var outcome = await pipeline.RefuseAsync(
            received, refused is null ? Decision.Accepted : Decision.Quarantined, refused?.Error.Code ?? "", answer.ToUtf8(), cancel).ConfigureAwait(false);
        return outcome.Result != IntakeResult.Unavailable;
    }

    private static FileOutcome Whole(FrontAnswer answer, string receipt) =>
        new([new FrontResult(0, "", answer, receipt)], answer.IsFinal ? Rejected : null);
}
