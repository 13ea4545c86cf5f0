using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Adapters.Sftp;
using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Bank.Tests.Outbound;

public sealed class When_the_server_is_real : IAsyncLifetime
{
    private const string Name = "PAY_BANKA202611280001.txt";

    private readonly CuttingContents contents = new();
    private readonly byte[] bytes = new byte[3_000_000];
    private readonly BankPauses pauses = new(TimeProvider.System, NullLogger<BankPauses>.Instance);
    private RealBank bank = null!;
    private BankMetrics metrics = null!;
    private BankOutbound line = null!;
    private PaymentFileReleased file = null!;

    public async ValueTask InitializeAsync()
    {
        bank = await RealBank.StartAsync();
        new Random(3).NextBytes(bytes);
        var key = contents.Add(bytes);
        file = new PaymentFileReleased
        {
            File = "BANKA202611280001", Bank = "banka", Name = Name, Sha256 = key.Sha256, Sm3 = key.Sm3, Length = key.Length, ControlName = Name + ".ok",
            Control = "HUB-CONTROL 1\n"u8.ToArray(), CutOff = default,
        };
        metrics = new BankMetrics(pauses);
        line = new BankOutbound(
            [bank.Place], new OpenSshConnector(TimeProvider.System), contents, new BankTransferOptions(), pauses, metrics, TimeProvider.System,
            NullLogger<BankOutbound>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        metrics?.Dispose();
        if (bank is not null)
        {
            await bank.DisposeAsync();
        }
    }

    [Fact]
    public async Task Should_stand_there_once_however_often_it_is_brought()
    {
        Assert.Equal(new PaymentFileDelivered(file.File, false), (await CallAsync(new DeliverPaymentFile(file))).Reply);
        Assert.Equal(new PaymentFileDelivered(file.File, true), (await CallAsync(new DeliverPaymentFile(file))).Reply);
        AssertStands();
        Assert.Equal([Name + ".sent"], bank.In("out/archive"));
        Assert.Equal(PaymentFilePresence.Same, await LookAsync());
    }

    [Fact]
    public async Task Should_go_on_where_the_connection_was_cut()
    {
        contents.CutAt(2_000_000, bank.Server.CutConnections);
        Assert.Equal(CallResult.NotSent, (await CallAsync(new DeliverPaymentFile(file))).Result);
        Assert.Equal([Name + ".part"], bank.In("in"));
        Assert.Equal(PaymentFilePresence.Absent, await LookAsync());
        contents.Opened.Clear();
        Assert.Equal(CallResult.Done, (await CallAsync(new DeliverPaymentFile(file))).Result);
        AssertStands();
        Assert.True(contents.Opened[^1] > 1_000_000, "it began anew");
    }

    [Fact]
    public async Task Should_begin_anew_over_a_part_that_is_not_ours()
    {
        await File.WriteAllBytesAsync(bank.At("in/" + Name + ".part"), new byte[2_000_000], TestContext.Current.CancellationToken);
        Assert.Equal(CallResult.Done, (await CallAsync(new DeliverPaymentFile(file))).Result);
        AssertStands();
    }

    [Fact]
    public async Task Should_leave_other_bytes_under_its_name_alone()
    {
        await File.WriteAllTextAsync(bank.At("in/" + Name), "else", TestContext.Current.CancellationToken);
        Assert.Equal(CallResult.Refused, (await CallAsync(new DeliverPaymentFile(file))).Result);
        Assert.Equal(PaymentFilePresence.Other, await LookAsync());
        Assert.Equal("else", await File.ReadAllTextAsync(bank.At("in/" + Name), TestContext.Current.CancellationToken));
        Assert.Equal([Name], bank.In("in"));
    }

    [Fact]
    public async Task Should_not_follow_a_link_under_its_name()
    {
        await File.WriteAllTextAsync(bank.At("elsewhere"), "else", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(bank.At("in/" + Name), bank.At("elsewhere"));
        Assert.Equal(CallResult.Refused, (await CallAsync(new DeliverPaymentFile(file))).Result);
        Assert.Equal("else", await File.ReadAllTextAsync(bank.At("elsewhere"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Should_know_that_the_bank_has_taken_it()
    {
        await CallAsync(new DeliverPaymentFile(file));
        File.Delete(bank.At("in/" + Name));
        File.Delete(bank.At("in/" + Name + ".ok"));
        Assert.Equal(PaymentFilePresence.Taken, await LookAsync());
        Assert.Equal(new PaymentFileDelivered(file.File, true), (await CallAsync(new DeliverPaymentFile(file))).Reply);
        Assert.Empty(bank.In("in"));
    }

    [Fact]
    public async Task Should_send_nothing_to_a_server_with_another_key_until_a_person_has_looked()
    {
        await bank.Server.ChangeHostKeyAsync("ed25519");
        Assert.Equal(CallResult.NotSent, (await CallAsync(new DeliverPaymentFile(file))).Result);
        Assert.Equal("banka", Assert.Single(pauses.Current).Bank);
        Assert.Empty(bank.In("in"));
        bank.Server.Pin("ed25519");
        Assert.Equal(CallResult.Done, (await CallAsync(new DeliverPaymentFile(file))).Result);
        AssertStands();
    }

    private void AssertStands()
    {
        Assert.Equal([Name, Name + ".ok"], bank.In("in"));
        Assert.Equal(bytes, File.ReadAllBytes(bank.At("in/" + Name)));
        Assert.Equal(file.Control.ToArray(), File.ReadAllBytes(bank.At("in/" + Name + ".ok")));
    }

    private async Task<PaymentFilePresence> LookAsync() =>
        ((PaymentFileInquired)(await CallAsync(new InquirePaymentFile(file))).Reply!).Presence;

    private async Task<CallOutcome> CallAsync(object message)
    {
        var request = line.Encode(1, message, TimeProvider.System.GetUtcNow());
        return line.Decode(request, await line.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>Contents whose stream does something once so many bytes of it were read.</summary>
    private sealed class CuttingContents : IContentStore
    {
        private readonly MemoryContents contents = new(new CallPlan());
        private Action? act;
        private long at;

        public List<long> Opened => contents.Opened;

        public ContentKey Add(byte[] bytes) => contents.Add(bytes);

        public void CutAt(long offset, Action what) => (at, act) = (offset, what);

        public Task<ContentKey> StoreAsync(Stream content, long lengthMax, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<Stream?> OpenAsync(string sha256, long offset, CancellationToken cancellationToken) =>
            await contents.OpenAsync(sha256, offset, cancellationToken) is not { } inner ? null : act is null ? inner : new Cutting(inner, at - offset, this);

        private sealed class Cutting(Stream inner, long left, CuttingContents owner) : Stream
        {
            private long left = left;

            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => throw new NotSupportedException();
            public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                if (left <= 0)
                {
                    Interlocked.Exchange(ref owner.act, null)?.Invoke();
                }

                var read = await inner.ReadAsync(buffer, cancellationToken);
                left -= read;
                return read;
            }

            public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
            public override void Flush() => throw new NotSupportedException();
            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();
            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
