namespace Hub.Journal.Payments;

/// <summary>A released file, as the saga that brings it to the bank knows it. Opens the case <c>payment-file:{id}</c>.</summary>
public sealed record PaymentFileReleased
{
    /// <summary>Batch number, the file's id.</summary>
    public required string File { get; init; }
    public required string Bank { get; init; }

    /// <summary>Name in the bank's inbox.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SM3 of the content, lower-case hex.</summary>
    public required string Sm3 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }
    public required string ControlName { get; init; }
    public required ReadOnlyMemory<byte> Control { get; init; }

    /// <summary>After this moment the bank would act a day later: a person is called.</summary>
    public required DateTimeOffset CutOff { get; init; }
}

/// <summary>Brings the file into the bank's inbox (destination <c>bank</c>). Answer: <see cref="PaymentFileDelivered"/>.</summary>
/// <param name="File">The file.</param>
public sealed record DeliverPaymentFile(PaymentFileReleased File);

/// <summary>The file and its control file are in the bank's inbox under their final names, with our bytes.</summary>
/// <param name="File">Batch number.</param>
/// <param name="Already">It was there before this attempt.</param>
public sealed record PaymentFileDelivered(string File, bool Already);

/// <summary>Asks what is in the bank's inbox under the file's name (destination <c>bank</c>). Answer: <see cref="PaymentFileInquired"/>.</summary>
/// <param name="File">The file.</param>
public sealed record InquirePaymentFile(PaymentFileReleased File);

/// <summary>What stands under a file's final name at the bank.</summary>
public enum PaymentFilePresence
{
    /// <summary>Nothing (or only our temporary name): it may be delivered again under the same name.</summary>
    Absent,

    /// <summary>Our bytes, proven by length and digest, and the control file.</summary>
    Same,

    /// <summary>Our bytes without the control file: the control file may be delivered.</summary>
    WithoutControl,

    /// <summary>Other bytes: nothing may be done without a person.</summary>
    Other,

    /// <summary>
    /// Nothing, but the mark that is left before the control file is renamed: data file and control file stood there, and the bank has taken
    /// them away. It must never be delivered again.
    /// </summary>
    Taken,
}

/// <summary>Answer to <see cref="InquirePaymentFile"/>.</summary>
public sealed record PaymentFileInquired(string File, PaymentFilePresence Presence);

/// <summary>A person has looked: a stopped file is tried again, one that waits is tried at once. Answer: <see cref="PaymentFileStanding"/>.</summary>
/// <param name="File">Batch number.</param>
public sealed record ResumePaymentFile(string File);

/// <summary>
/// Where a file's delivery stands: the answer to <see cref="ResumePaymentFile"/> at once, to <see cref="PaymentFileReleased"/> when it is
/// delivered.
/// </summary>
/// <param name="File">Batch number.</param>
/// <param name="State">Delivering, Delivered or Stopped.</param>
public sealed record PaymentFileStanding(string File, PaymentFileState State);

/// <summary>A step of a file's delivery, written down by the saga.</summary>
/// <param name="File">Batch number.</param>
/// <param name="State">The state that begins.</param>
/// <param name="Detail">What an operator should know; no personal data, at most 300 characters.</param>
public sealed record PaymentFileStep(string File, PaymentFileState State, string Detail);
