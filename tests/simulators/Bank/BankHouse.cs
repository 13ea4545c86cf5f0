using System.Security.Cryptography;
using Hub.Certs.Signatures;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Bank.Files;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank;

/// <summary>
/// The bank's work under one lock: executes payment files line by line, answers them, and closes days. It de-duplicates nothing, neither
/// by serial nor by batch nor by content: whoever sends twice has paid twice.
/// </summary>
internal sealed class BankHouse(BankOptions options, IBankCodec codec, OutFolder outFolder, BankFaultPlan faults, BankBooksFile? booksFile)
{
    private readonly Lock _gate = new();
    private BankState _state = new(options, booksFile);

    /// <summary>Executes a payment file and answers it.</summary>
    /// <exception cref="UnreadableFileException">Control file or data file do not hold: nothing was done.</exception>
    public void Take(string name, byte[] data, byte[] control)
    {
        lock (_gate)
        {
            ControlFile stated = ControlFile.Read(control, BureauKey());
            ControlFile found = ControlFile.Of(name, data, stated.Count, stated.TotalFen, stated.KeyId);
            Require(stated == found, "file, bytes and digests are those of the data file");
            PaymentOrders orders = codec.ReadOrders(data);
            Require(stated.Count == orders.Lines.Count && stated.TotalFen == orders.TotalFen, "count and total are those of the data file");
            _state.MeetCustomer(orders);
            DateOnly day = orders.Requested > _state.OpenDay ? orders.Requested : _state.OpenDay;
            ReturnSheet answer = Execute(name, Convert.ToHexStringLower(SHA256.HashData(data)), orders, day);
            Answer(name, answer);
            booksFile?.Flush();
        }
    }

    /// <summary>Notes a file with which the bank can do nothing. Who sent it must find out by asking: there is nobody to answer.</summary>
    public void Refuse(string name, string reason)
    {
        lock (_gate)
        {
            _state.Books.Note(new TakenFile { Name = name, Refused = reason });
            booksFile?.Flush();
        }
    }

    /// <summary>Closes a day: final words, returns with their notice, statement. Null when the day is closed already.</summary>
    public DayEnd? EndDay(DateOnly day)
    {
        lock (_gate)
        {
            if (_state.StatedTo >= day)
            {
                return null;
            }
            List<string> files = [.. Finish()];
            var closing = new DayClosing(options, _state, faults, day, Created(day));
            if (closing.ReturnPayments() is { } notice)
            {
                files.AddRange(Send(notice, $"NTF_{day:yyyyMMdd}_"));
            }
            StatementSheet sheet = closing.StateAccount();
            files.AddRange(Send(sheet, $"STM_{day:yyyyMMdd}_"));
            _state.OpenDay = day.AddDays(1);
            booksFile?.DayEnded(day, sheet.Number, sheet.ClosingFen, _state.Books.BalanceFen);
            booksFile?.Flush();
            return new DayEnd(day, files, sheet.Rows.Count, sheet.OpeningFen, sheet.ClosingFen);
        }
    }

    /// <summary>Sends the answers that were kept back, and the final word on what was in process.</summary>
    public IReadOnlyList<string> Resend()
    {
        lock (_gate)
        {
            var files = new List<string>();
            foreach (ReturnSheet sheet in _state.Withheld)
            {
                files.AddRange(SendAnswer(sheet));
            }
            _state.Withheld.Clear();
            files.AddRange(Finish());
            return files;
        }
    }

    /// <summary>Sends a file again, byte for byte, under its own name.</summary>
    public bool SendAgain(string name)
    {
        lock (_gate)
        {
            return outFolder.SendAgain(name);
        }
    }

    /// <summary>Puts files that shall appear twice into <c>out</c> again once the reader took them away.</summary>
    public void Repeat()
    {
        lock (_gate)
        {
            outFolder.Repeat();
        }
    }

    /// <summary>Runs a reader on books and state while nobody writes.</summary>
    public T Read<T>(Func<BankState, T> reader)
    {
        lock (_gate)
        {
            return reader(_state);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _state = new BankState(options, booksFile);
            booksFile?.WasReset();
            booksFile?.Flush();
        }
    }

    private ReturnSheet Execute(string name, string sha256, PaymentOrders orders, DateOnly day)
    {
        BankBooks books = _state.Books;
        int before = books.Bookings.Count;
        long balance = books.BalanceFen;
        int rejections = books.Rejections;
        string? whole = orders.PayerAccount != _state.Customer.Account ? "AC01"
            : faults.Strike(BankFaultKind.RejectFile, name) is { } rule ? rule.Code.Length > 0 ? rule.Code : "BE05"
            : null;
        var lines = new List<ReturnLine>(orders.Lines.Count);
        var finals = new List<ReturnLine>(orders.Lines.Count);
        foreach (PaymentOrder order in orders.Lines)
        {
            (ReturnLine now, ReturnLine final) = whole is null ? Pay(name, orders.Batch, order, day) : Rejected(name, orders.Batch, order, whole);
            lines.Add(now);
            finals.Add(final);
        }
        int rejected = books.Rejections - rejections;
        if (whole is null && faults.Strike(BankFaultKind.ExecuteFileTwice, name) is not null)
        {
            foreach (PaymentOrder order in orders.Lines)
            {
                Pay(name, orders.Batch, order, day);
            }
        }
        books.Note(new TakenFile
        {
            Name = name,
            Batch = orders.Batch,
            Sha256 = sha256,
            Lines = orders.Lines.Count,
            Executed = books.Bookings.Count - before,
            ExecutedFen = balance - books.BalanceFen,
            Rejected = rejected,
        });
        var sheet = new ReturnSheet
        {
            Number = "",
            Orders = orders,
            Created = Created(day),
            Lines = lines,
            WholeFileCode = whole,
            StatedCount = lines.Count,
            StatedFen = orders.TotalFen,
        };
        if (lines.Any(line => line.Status == 'P'))
        {
            _state.Unfinished.Add(sheet with { Lines = finals });
        }
        return sheet;
    }

    /// <summary>Books one payment, or does not. The first line is what the answer says, the second what a later one will say.</summary>
    private (ReturnLine Now, ReturnLine Final) Pay(string name, string batch, PaymentOrder order, DateOnly day)
    {
        string? code = ReasonAgainst(order);
        if (code is null && faults.Strike(BankFaultKind.RejectLine, order.Serial) is { } reject)
        {
            code = reject.Code.Length > 0 ? reject.Code : ReasonCodes.Of(order.Serial);
        }
        if (code is not null)
        {
            return Rejected(name, batch, order, code);
        }
        Booking booking = Debit(name, batch, order, day);
        if (faults.Strike(BankFaultKind.ExecuteTwice, order.Serial) is not null)
        {
            Debit(name, batch, order, day);
        }
        var paid = new ReturnLine(order, 'S', booking.BankSerial, day, "", "");
        if (faults.Strike(BankFaultKind.PaidThoughRejected, order.Serial) is { } lie)
        {
            string reason = lie.Code.Length > 0 ? lie.Code : ReasonCodes.Of(order.Serial);
            var denied = new ReturnLine(order, 'F', "", null, reason, ReasonCodes.Text(reason));
            return (denied, denied);
        }
        return faults.Strike(BankFaultKind.InProcess, order.Serial) is not null
            ? (new ReturnLine(order, 'P', "", null, "", ""), paid)
            : (paid, paid);
    }

    private Booking Debit(string name, string batch, PaymentOrder order, DateOnly day)
    {
        Booking booking = _state.Books.Debit(name, batch, order.Serial, order.Fen, day, order.PayeeName, order.Memo);
        _state.Unstated.Add(booking);
        return booking;
    }

    private (ReturnLine Now, ReturnLine Final) Rejected(string name, string batch, PaymentOrder order, string code)
    {
        _state.Books.Reject(name, batch, order.Serial, code);
        var line = new ReturnLine(order, 'F', "", null, code, ReasonCodes.Text(code));
        return (line, line);
    }

    private string? ReasonAgainst(PaymentOrder order)
    {
        foreach ((string ending, string code) in options.RejectedEndings)
        {
            if (order.PayeeAccount.EndsWith(ending, StringComparison.Ordinal))
            {
                return code;
            }
        }
        return _state.Books.BalanceFen + options.OverdraftFen < order.Fen ? "AM04" : null;
    }

    private void Answer(string name, ReturnSheet sheet)
    {
        if (faults.Strike(BankFaultKind.LoseAnswer, name) is not null)
        {
            _state.Withheld.Add(sheet);
            return;
        }
        SendAnswer(sheet);
    }

    private List<string> SendAnswer(ReturnSheet sheet)
    {
        string begin = $"RET_{sheet.Orders.Batch}_";
        List<string> files = [.. Send(sheet, begin)];
        if (faults.Strike(BankFaultKind.ContradictAnswer, files[0]) is { } rule)
        {
            files.AddRange(Send(Contradiction(sheet, rule.Count), begin));
        }
        foreach (string file in files)
        {
            _state.Books.NoteAnswer(sheet.Orders.Batch, file);
        }
        return files;
    }

    private ReturnSheet Contradiction(ReturnSheet sheet, int count)
    {
        var victims = sheet.Lines.OrderBy(line => StableHash.Of(faults.Seed, line.Order.Serial)).Take(count).Select(line => line.Order.Number).ToHashSet();
        DateOnly day = sheet.Lines.Max(line => line.Day) ?? DateOnly.FromDateTime(sheet.Created);
        return sheet with
        {
            WholeFileCode = null,
            Lines = [.. sheet.Lines.Select(line => !victims.Contains(line.Order.Number) ? line
                : line.Status == 'F' ? new ReturnLine(line.Order, 'S', _state.Books.NextSerial(day), day, "", "")
                : new ReturnLine(line.Order, 'F', "", null, "AC04", ReasonCodes.Text("AC04")))],
        };
    }

    private List<string> Finish()
    {
        var files = new List<string>();
        foreach (ReturnSheet sheet in _state.Unfinished)
        {
            files.AddRange(SendAnswer(sheet));
        }
        _state.Unfinished.Clear();
        return files;
    }

    private IReadOnlyList<string> Send(ISheet sheet, string begin)
    {
        string stem = _state.NextName(begin);
        ISheet numbered = sheet switch
        {
            ReturnSheet answer => answer with { Number = stem },
            NoticeSheet notice => notice with { Number = stem },
            _ => sheet,
        };
        return outFolder.Send(numbered, stem, () => _state.NextName(begin));
    }

    private VerificationKey? BureauKey() => options.BureauKeyFile is null ? null : VerificationKey.Parse(
        File.ReadAllText(options.BureauKeyFile), new KeyDescription { KeyId = options.BureauKeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 });

    /// <summary>The booking day with the clock's time of day: files of a day carry that day, whenever the sandbox runs.</summary>
    private DateTime Created(DateOnly day) => day.ToDateTime(TimeOnly.FromDateTime(ChinaTime.Now(options.Clock)));

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new UnreadableFileException("control file: " + rule);
        }
    }
}
