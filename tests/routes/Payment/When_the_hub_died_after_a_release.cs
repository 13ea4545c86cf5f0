using Hub.Canonical;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Payment;

namespace Hub.Routes.Tests.Payment;

public sealed class When_the_hub_died_after_a_release
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 1, 0, 0, TimeSpan.Zero);

    private static SealedFile File(int number) => new()
    {
        Id = "BANKA20261127000" + number,
        Bank = "banka",
        Header = new PaymentFileHeader
        {
            BatchNumber = "BANKA20261127000" + number, Kind = PaymentKind.PayInstitution, BusinessDay = new DateOnly(2026, 11, 27), FileNumber = number,
            CreatedAt = new DateTime(2026, 11, 27, 9, 0, 0), RequestedOn = new DateOnly(2026, 11, 27), Count = 1, Total = new Money(1),
        },
        Name = "PAY_BANKA20261127000" + number + ".txt",
        Content = new ContentKey(new string('a', 63) + number, new string('b', 64), 2143),
        Control = new ControlFile("PAY_BANKA20261127000" + number + ".txt.ok", "HUB-CONTROL 1\n"u8.ToArray()),
        SealedBy = "wang",
        SealedAt = Now,
        ReleasedBy = "li",
        ReleasedAt = Now,
        State = PaymentFileState.Released,
        Since = Now,
    };

    [Fact]
    public async Task Should_hand_every_released_file_to_its_saga_once()
    {
        var journal = new FakeJournal();
        var sweep = new PaymentFileSweep(new ReleasedFiles([File(1), File(2)]), journal, new PaymentCalendar(new PaymentOptions()), new FixedTime());
        Assert.Equal(2, await sweep.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await sweep.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["BANKA202611270001", "BANKA202611270002"], journal.Messages.Select(m => m.Key));
        var intake = journal.Messages[0];
        Assert.Equal(("hub", "local", "release-file", "payment-file:BANKA202611270001"), (intake.Partner, intake.Channel, intake.Kind, intake.Case.Name));
        var released = Assert.IsType<PaymentFileReleased>(intake.Message);
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 8, 30, 0, TimeSpan.Zero), released.CutOff);
        Assert.Equal(File(1).Content, new ContentKey(released.Sha256, released.Sm3, released.Length));
        Assert.Equal((File(1).Name, File(1).Control.Name), (released.Name, released.ControlName));
    }

    [Fact]
    public void Should_be_the_same_message_whenever_it_is_handed_in() => Assert.Equal(
        PaymentIntakes.Release(File(1), Now, Now).ContentDigest.ToArray(), PaymentIntakes.Release(File(1), Now.AddDays(1), Now.AddHours(1)).ContentDigest.ToArray());

    [Fact]
    public void Should_be_another_message_when_the_bytes_are_others() => Assert.NotEqual(
        PaymentIntakes.Release(File(1), Now, Now).ContentDigest.ToArray(),
        PaymentIntakes.Release(File(1) with { Content = new ContentKey(new string('c', 64), "", 1) }, Now, Now).ContentDigest.ToArray());

    [Fact]
    public void Should_let_each_order_to_resume_be_one_of_its_own()
    {
        var (first, second) = (PaymentIntakes.Resume("F", "1", Now), PaymentIntakes.Resume("F", "2", Now));
        Assert.NotEqual(first.Key, second.Key);
        Assert.Equal(PaymentIntakes.CaseOf("F"), first.Case.Name);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class FakeJournal : IJournal
    {
        public List<Intake> Messages { get; } = [];

        public Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
        {
            var duplicate = Messages.Exists(m => m.Key == intake.Key);
            if (!duplicate)
            {
                Messages.Add(intake);
            }

            return Task.FromResult(new IntakeOutcome(IntakeResult.Pending, 1, duplicate, default, Now));
        }

        public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class ReleasedFiles(IReadOnlyList<SealedFile> files) : IPaymentBook
    {
        public Task<IReadOnlyList<SealedFile>> UndeliveredAsync(CancellationToken cancellationToken) => Task.FromResult(files);

        public Task<int> ProposePayeeAsync(string party, BankAccount account, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task ApprovePayeeAsync(string party, int version, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<ClearingReport> ClearAsync(DateOnly through, IReadOnlyList<string>? institutions, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<ListReport> AddPersonsAsync(PaymentList list, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<string> RepeatAsync(string serial, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<SealedFile>> SealAsync(string bank, PaymentKind kind, DateOnly through, DateOnly requestedOn, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<SealedFile> ReleaseAsync(string file, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<SealedFile?> FindFileAsync(string file, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<SealedFile>> UnansweredAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<(BankFileArrival Arrival, BankFile File)> ArriveAsync(string bank, BankFileName name, ContentKey content, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<BankFile> ApplyAsync(long bankFile, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<BankFile>> UnappliedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task QuarantineAsync(long bankFile, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task NoteStatedAsync(StatedTotals stated, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<DayResult>> ReconcileAsync(DateOnly day, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<DayResult>> ResultAsync(DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
