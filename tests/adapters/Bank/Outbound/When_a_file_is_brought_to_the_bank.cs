using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Adapters.Sftp;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Outbound;

public sealed class When_a_file_is_brought_to_the_bank : IDisposable
{
    private readonly OutboundStage stage = new();

    public void Dispose() => stage.Dispose();

    [Fact]
    public async Task Should_stand_there_with_its_control_file_and_be_proven()
    {
        var outcome = await stage.DeliverAsync();
        Assert.Equal((CallResult.Done, new PaymentFileDelivered(stage.File.File, false)), (outcome.Result, outcome.Reply));
        stage.AssertDeliveredOnce();
        Assert.Equal([OutboundStage.Mark], stage.Server.In("out/archive"));
        Assert.Equal(
            [("in/" + OutboundStage.Name + ".part", "in/" + OutboundStage.Name), ("in/" + OutboundStage.Control + ".part", "in/" + OutboundStage.Control)],
            stage.Server.Renames);
    }

    [Fact]
    public async Task Should_leave_alone_what_stands_there_already()
    {
        await stage.DeliverAsync();
        var outcome = await stage.DeliverAsync();
        Assert.Equal(new PaymentFileDelivered(stage.File.File, true), outcome.Reply);
        Assert.Equal(2, stage.Server.Renames.Count);
    }

    [Fact]
    public async Task Should_not_be_brought_again_when_the_bank_has_taken_it()
    {
        stage.Server.TakesAtOnce = true;
        await stage.DeliverAsync();
        Assert.Empty(stage.Server.In("in"));
        stage.Server.Meanwhile = (what, _) => Assert.NotEqual("upload", what);
        var outcome = await stage.DeliverAsync();
        Assert.Equal(new PaymentFileDelivered(stage.File.File, true), outcome.Reply);
        Assert.Single(stage.Server.Taken);
        Assert.Equal(new PaymentFileInquired(stage.File.File, PaymentFilePresence.Taken), (await stage.InquireAsync()).Reply);
    }

    [Fact]
    public async Task Should_not_get_its_name_when_another_node_was_quicker_and_the_bank_has_taken_that()
    {
        stage.Server.Meanwhile = (what, path) =>
        {
            if (what == "upload" && stage.Server.Taken.Count == 0)
            {
                stage.Server.Put("out/archive/" + OutboundStage.Mark, []);
                stage.Server.Taken.Add((OutboundStage.Name, stage.Bytes));
            }
        };
        var outcome = await stage.DeliverAsync();
        Assert.Equal(new PaymentFileDelivered(stage.File.File, true), outcome.Reply);
        Assert.Empty(stage.Server.In("in"));
        stage.AssertDeliveredOnce();
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(9_999)]
    [InlineData(0)]
    public async Task Should_be_refused_when_its_name_is_taken_by_other_bytes(int length)
    {
        stage.Server.Put("in/" + OutboundStage.Name, new byte[length]);
        var outcome = await stage.DeliverAsync();
        Assert.Equal((CallResult.Refused, "BNK-1801"), (outcome.Result, ((Refused)outcome.Reply!).Code));
        Assert.Equal(new byte[length], stage.Server.Bytes("in/" + OutboundStage.Name));
        Assert.Equal(new PaymentFileInquired(stage.File.File, PaymentFilePresence.Other), (await stage.InquireAsync()).Reply);
        Assert.Single(stage.Server.Files);
    }

    [Theory]
    [InlineData(SftpEntryKind.Symlink)]
    [InlineData(SftpEntryKind.Directory)]
    [InlineData(SftpEntryKind.Other)]
    public async Task Should_be_refused_when_its_name_is_no_regular_file(SftpEntryKind kind)
    {
        stage.Server.Put("in/" + OutboundStage.Name, [], kind);
        Assert.Equal(CallResult.Refused, (await stage.DeliverAsync()).Result);
        Assert.Equal(PaymentFilePresence.Other, ((PaymentFileInquired)(await stage.InquireAsync()).Reply!).Presence);
    }

    [Fact]
    public async Task Should_be_refused_when_the_control_file_s_name_is_taken()
    {
        stage.Server.Put("in/" + OutboundStage.Control, "else"u8.ToArray());
        var outcome = await stage.DeliverAsync();
        Assert.Equal("BNK-1802", ((Refused)outcome.Reply!).Code);
        Assert.Equal("else"u8.ToArray(), stage.Server.Bytes("in/" + OutboundStage.Control));
    }

    [Theory]
    [InlineData("in/" + OutboundStage.Name)]
    [InlineData("in/" + OutboundStage.Control)]
    public async Task Should_compare_when_a_name_is_taken_just_before_the_rename(string path)
    {
        stage.Server.Meanwhile = (what, from) =>
        {
            if (what == "rename" && from == path + ".part")
            {
                stage.Server.Put(path, path.EndsWith(".ok", StringComparison.Ordinal) ? stage.File.Control.ToArray() : stage.Bytes);
            }
        };
        Assert.Equal(CallResult.Done, (await stage.DeliverAsync()).Result);
        Assert.Equal(stage.Bytes, stage.Server.Bytes("in/" + OutboundStage.Name));

        var other = new OutboundStage();
        other.Server.Meanwhile = (what, from) =>
        {
            if (what == "rename" && from == path + ".part")
            {
                other.Server.Put(path, [1]);
            }
        };
        Assert.Equal(CallResult.Refused, (await other.DeliverAsync()).Result);
        Assert.Equal([1], other.Server.Bytes(path));
        other.Dispose();
    }

    [Theory]
    [InlineData(SftpStatus.NoSpace, "BNK-1804")]
    [InlineData(SftpStatus.QuotaExceeded, "BNK-1804")]
    [InlineData(SftpStatus.PermissionDenied, "BNK-1805")]
    public async Task Should_be_refused_when_the_bank_does_not_let_us(SftpStatus status, string code)
    {
        stage.Server.Refuses = (what, _) => what == "upload" ? status : null;
        Assert.Equal(code, ((Refused)(await stage.DeliverAsync()).Reply!).Code);
    }

    [Fact]
    public async Task Should_be_tried_again_when_the_refusal_names_no_reason()
    {
        stage.Server.Refuses = (what, path) => what == "rename" && path.Contains(".txt.part", StringComparison.Ordinal) ? SftpStatus.Failure : null;
        Assert.Equal(CallResult.NotSent, (await stage.DeliverAsync()).Result);
        stage.Server.Refuses = (what, path) => what == "rename" && path.Contains(".ok.part", StringComparison.Ordinal) ? SftpStatus.Failure : null;
        Assert.Equal(CallResult.Unknown, (await stage.DeliverAsync()).Result);
        Assert.Equal(PaymentFilePresence.WithoutControl, ((PaymentFileInquired)(await stage.InquireAsync()).Reply!).Presence);
        stage.Server.Refuses = (_, _) => null;
        Assert.Equal(CallResult.Done, (await stage.DeliverAsync()).Result);
        stage.AssertDeliveredOnce();
    }

    [Theory]
    [InlineData(5_000, true)]
    [InlineData(10_000, true)]
    [InlineData(500, false)]
    [InlineData(10_001, false)]
    public async Task Should_go_on_where_an_earlier_attempt_s_bytes_are_ours(int length, bool resumes)
    {
        stage.Server.Put("in/" + OutboundStage.Name + ".part", [.. stage.Bytes.Concat(new byte[10]).Take(length)]);
        Assert.Equal(CallResult.Done, (await stage.DeliverAsync()).Result);
        stage.AssertDeliveredOnce();
        Assert.Equal(resumes, stage.Contents.Opened.Exists(o => o > 0));
    }

    [Fact]
    public async Task Should_begin_anew_when_the_bytes_so_far_are_not_ours()
    {
        stage.Server.Put("in/" + OutboundStage.Name + ".part", new byte[8_000]);
        Assert.Equal(CallResult.Done, (await stage.DeliverAsync()).Result);
        stage.AssertDeliveredOnce();
    }

    [Fact]
    public async Task Should_begin_anew_when_the_part_is_a_link()
    {
        stage.Server.Put("in/" + OutboundStage.Name + ".part", [], SftpEntryKind.Symlink);
        Assert.Equal(CallResult.Done, (await stage.DeliverAsync()).Result);
        stage.AssertDeliveredOnce();
    }

    [Fact]
    public async Task Should_not_get_its_name_when_it_does_not_read_back()
    {
        stage.Server.Meanwhile = (what, path) =>
        {
            if (what == "stat" && path.EndsWith(".txt.part", StringComparison.Ordinal) && stage.Server.Files.TryGetValue(path, out var part))
            {
                part.Bytes = [.. part.Bytes[..^1], (byte)(part.Bytes[^1] ^ 1)];
            }
        };
        Assert.Equal(CallResult.NotSent, (await stage.DeliverAsync()).Result);
        Assert.Empty(stage.Server.Files);
    }

    [Fact]
    public async Task Should_be_refused_when_we_have_lost_the_bytes()
    {
        var outcome = await stage.CallAsync(new DeliverPaymentFile(stage.File with { Sha256 = new string('0', 64) }));
        Assert.Equal("BNK-1803", ((Refused)outcome.Reply!).Code);
        Assert.DoesNotContain(OutboundStage.Name, stage.Server.In("in"));
    }

    [Fact]
    public void Should_be_encoded_to_the_same_bytes_each_time()
    {
        var first = stage.Line.Encode(1, new DeliverPaymentFile(stage.File), stage.Time.GetUtcNow());
        var second = stage.Line.Encode(2, new DeliverPaymentFile(stage.File with { CutOff = stage.Time.GetUtcNow() }), stage.Time.GetUtcNow());
        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
        Assert.Equal(("deliver-file", "BANKA202611280001#1", "banka"), (first.Kind, first.Key, first.Partner));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"result":"delivered"}""")]
    [InlineData("""{"result":"refused"}""")]
    [InlineData("""{"result":"nonsense"}""")]
    public void Should_call_an_unreadable_answer_unknown(string answer)
    {
        var request = stage.Line.Encode(1, new InquirePaymentFile(stage.File), stage.Time.GetUtcNow());
        var result = new TransportResult(TransportStatus.Answered, System.Text.Encoding.UTF8.GetBytes(answer), "");
        Assert.Equal(CallResult.Unknown, stage.Line.Decode(request, result).Result);
    }
}
