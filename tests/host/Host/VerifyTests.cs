using Hub.Certs.Evidence;
using Hub.Certs.Signatures;
using Hub.Host.Commands;

namespace Hub.Host.Tests;

public sealed class When_a_receipt_is_verified_on_the_command_line : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-verify-").FullName;
    private readonly string receipt;
    private readonly string anchors;
    private readonly string content;

    public When_a_receipt_is_verified_on_the_command_line()
    {
        (receipt, anchors, content) = (Path.Combine(folder, "receipt.json"), Path.Combine(folder, "anchors.json"), Path.Combine(folder, "message"));
        using var key = SigningKey.Generate(new() { KeyId = "log-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });
        var message = "{\"infno\":\"2207\"}"u8.ToArray();
        var leaf = new EvidenceLeaf
        {
            LogId = "hub-1",
            Sequence = 0,
            RecordedAtMicroseconds = 1_763_769_600_000_000,
            Partner = "H43010000001",
            Direction = MessageDirection.In,
            Channel = "infno",
            Kind = "2207",
            Key = "H43010000001202611220915270001",
            ContentSha256 = Hash256.Sha256(message),
            Decision = "accepted",
        };
        var batch = MerkleBatch.Append(MerkleFrontier.Empty, [leaf.Hash()]);
        var head = new TreeHeadSigner("hub-1", key).Sign(1, batch.Root, DateTimeOffset.UnixEpoch.AddMicroseconds(leaf.RecordedAtMicroseconds));
        File.WriteAllBytes(receipt, Receipt.ForBatch(batch, [leaf], head)[0].ToBytes());
        File.WriteAllBytes(anchors, TrustAnchors.For("hub", key.ToVerificationKey()).ToJson());
        File.WriteAllBytes(content, message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Should_hold_offline_with_the_anchors_alone() =>
        Assert.Equal(ExitCode.Ok, await CommandLine.RunAsync(["verify", receipt, "--anchors", anchors, "--content", content]));

    [Fact]
    public async Task Should_refuse_it_after_any_one_byte_is_changed()
    {
        var bytes = File.ReadAllBytes(receipt);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            File.WriteAllBytes(receipt, changed);
            Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["verify", receipt, "--anchors", anchors, "--json"]));
        }
    }

    [Fact]
    public async Task Should_refuse_other_content()
    {
        File.AppendAllText(content, " ");
        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["verify", receipt, "--anchors", anchors, "--content", content]));
    }

    [Theory]
    [InlineData(ExitCode.NotFound, "verify", "/nowhere/receipt.json")]
    [InlineData(ExitCode.Usage, "verify")]
    [InlineData(ExitCode.Usage, "verifi")]
    [InlineData(ExitCode.Usage, "partner", "list", "--colour")]
    [InlineData(ExitCode.Failed, "config", "check", "--config", "/nowhere/hub.json")]
    public async Task Should_tell_scripts_by_the_exit_code_what_went_wrong(int expected, params string[] arguments) =>
        Assert.Equal(expected, await CommandLine.RunAsync(arguments));
}
