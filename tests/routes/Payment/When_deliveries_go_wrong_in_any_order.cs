using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Payment;
using static Hub.Routes.Tests.Payment.PaymentSamples;

namespace Hub.Routes.Tests.Payment;

/// <summary>
/// One file, a bank with an inbox of its own that it may empty, a line that loses requests and answers and executes slow ones late. The
/// oracle knows what the bank holds; the saga does not. The seed decides everything.
/// </summary>
public sealed class When_deliveries_go_wrong_in_any_order
{
    private const int Walks = 3_000;
    private const int Steps = 40;

    [Fact]
    public void Should_end_delivered_with_exactly_one_file_at_the_bank()
    {
        var (unknown, slow, stopped) = (0, 0, 0);
        for (var seed = 1; seed <= Walks; seed++)
        {
            try
            {
                var walk = new Walk(seed);
                for (var i = 0; i < Steps; i++)
                {
                    walk.Step();
                    walk.Check();
                }

                walk.Finish();
                unknown += walk.Unknowns;
                slow += walk.Slow;
                stopped += walk.Stops;
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}: {broken.Message}", broken);
            }
        }

        // The walks must have been where it hurts, otherwise they prove nothing.
        Assert.True(unknown > Walks && slow > Walks / 4 && stopped > Walks / 10, $"{unknown} {slow} {stopped}");
    }

    private sealed class Walk
    {
        private readonly Random random;
        private readonly SagaHarness hub = New(new PaymentOptions { AttemptsMax = 12 });
        private readonly HashSet<long> handled = [];
        private readonly List<long> slow = [];
        private readonly List<(long Id, CallResult Result, object? Reply)> delayed = [];
        private bool data;
        private bool control;
        private bool mark;
        private int files;
        private bool uncertain;
        private int seen;
        private int orders;

        public Walk(int seed)
        {
            random = new Random(seed);
            hub.Ask(Released, FileId);
            Check();
        }

        public int Unknowns { get; private set; }
        public int Slow { get; private set; }
        public int Stops { get; private set; }

        private long[] Open => [.. hub.Sent.Select(s => s.Id).Where(id => !handled.Contains(id))];

        private DeliveryPhase Phase => hub.State<PaymentDeliveryState>().Phase;

        public void Step()
        {
            switch (random.Next(10))
            {
                case < 5 when Open.Length > 0:
                    Answer();
                    break;
                case 5 when slow.Count + delayed.Count > 0:
                    Late();
                    break;
                case 6 when control && data:
                    // The bank takes what is complete.
                    data = control = false;
                    break;
                case 7 when random.Next(6) == 0:
                    hub.Ask(Released, "again" + orders++);
                    break;
                case 8 when Phase == DeliveryPhase.Stopped:
                    Stops++;
                    hub.Ask(new ResumePaymentFile(FileId), "resume" + orders++);
                    break;
                default:
                    if (hub.Timeouts.Count > 0)
                    {
                        hub.Tick();
                    }

                    break;
            }
        }

        /// <summary>The line is mended: everything outstanding comes to its end.</summary>
        public void Finish()
        {
            for (var i = 0; Phase != DeliveryPhase.Delivered || Open.Length + slow.Count + delayed.Count > 0; i++)
            {
                Assert.True(i < 500, "the delivery does not come to rest");
                if (Open.Length > 0)
                {
                    var id = Open[0];
                    handled.Add(id);
                    var (result, reply) = Execute(id);
                    Tell(id, result, reply, false);
                }
                else if (slow.Count + delayed.Count > 0)
                {
                    Late();
                }
                else if (Phase == DeliveryPhase.Stopped)
                {
                    hub.Ask(new ResumePaymentFile(FileId), "resume" + orders++);
                }
                else
                {
                    hub.Tick();
                }

                Check();
            }

            Assert.Equal(PaymentFileState.Delivered, hub.Noted());
            Assert.NotNull(hub.Answer(FileId));
        }

        public void Check()
        {
            Assert.True(files <= 1, "two files came to the bank");
            if (Phase == DeliveryPhase.Delivered)
            {
                Assert.Equal(1, files);
            }

            for (; seen < hub.Sent.Count; seen++)
            {
                if (hub.Sent[seen].Message is DeliverPaymentFile)
                {
                    Assert.False(uncertain, "delivered although nobody had proven that it is absent");
                }
            }

            Assert.True(Open.Length <= 1, "two calls at once");
        }

        private void Answer()
        {
            var id = Open[0];
            handled.Add(id);
            switch (random.Next(100))
            {
                case < 35:
                    var (result, reply) = Execute(id);
                    Tell(id, result, reply, false);
                    break;
                case < 50:
                    Tell(id, CallResult.NotSent, null, false);
                    break;
                case < 65:
                    Tell(id, CallResult.Unknown, null, false);
                    break;
                case < 75:
                    var (done, answer) = Execute(id, random.Next(3));
                    delayed.Add((id, done, answer));
                    Tell(id, CallResult.Unknown, null, false);
                    break;
                case < 85:
                    // It is on its way and will be executed later, maybe after an inquiry.
                    slow.Add(id);
                    Tell(id, CallResult.Unknown, null, false);
                    break;
                case < 90:
                    Tell(id, CallResult.Refused, new Refused("BNK-3001", "quota", Fault.Core), false);
                    break;
                default:
                    Execute(id, random.Next(3));
                    Tell(id, CallResult.Unknown, null, false);
                    break;
            }
        }

        private void Late()
        {
            if (delayed.Count > 0)
            {
                var (id, result, reply) = delayed[0];
                delayed.RemoveAt(0);
                Tell(id, result, reply, true);
                return;
            }

            Slow++;
            var late = slow[0];
            slow.RemoveAt(0);
            var executed = Execute(late);
            Tell(late, executed.Result, executed.Reply, true);
        }

        // What the outcome means for the oracle is written here a second time, and not as the saga has it.
        private void Tell(long id, CallResult result, object? reply, bool late)
        {
            if (!late)
            {
                uncertain = (hub.Sent.Find(s => s.Id == id).Message, result, reply) switch
                {
                    (DeliverPaymentFile, CallResult.Unknown, _) => true,
                    (InquirePaymentFile, CallResult.Done, PaymentFileInquired) => false,
                    _ => uncertain,
                };
                Unknowns += result == CallResult.Unknown ? 1 : 0;
            }

            hub.Outcome(id, result, reply, late);
        }

        /// <summary>The adapter against the bank: cut after the data file (1), after the mark (2), or to the end.</summary>
        private (CallResult Result, object? Reply) Execute(long id, int cut = 3)
        {
            if (hub.Sent.Find(s => s.Id == id).Message is InquirePaymentFile)
            {
                return (CallResult.Done, Found((data, control, mark) switch
                {
                    (true, true, _) => PaymentFilePresence.Same,
                    (true, false, _) => PaymentFilePresence.WithoutControl,
                    (false, _, true) => PaymentFilePresence.Taken,
                    _ => PaymentFilePresence.Absent,
                }));
            }

            var already = data || mark;
            if (!data && !mark)
            {
                data = true;
                files++;
            }

            if (cut > 1)
            {
                mark = true;
            }

            if (cut > 2 && data)
            {
                control = true;
            }

            return (CallResult.Done, Delivered with { Already = already });
        }
    }
}
