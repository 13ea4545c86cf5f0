using Hub.Canonical;
using Hub.Console.Queries;
using Hub.Journal.Payments;

namespace Hub.Console.Api;

/// <summary>A payment file as programs see it.</summary>
internal sealed record FileAnswer(
    string Id, string Bank, PaymentKind Kind, DateOnly BusinessDay, int Number, DateOnly RequestedOn, int Count, string Total, string Name, string ControlName,
    string Sha256, string SealedBy, DateTimeOffset SealedAt, string? ReleasedBy, DateTimeOffset? ReleasedAt, PaymentFileState State, DateTimeOffset Since,
    string Detail)
{
    internal static FileAnswer Of(SealedFile file) => new(
        file.Id, file.Bank, file.Header.Kind, file.Header.BusinessDay, file.Header.FileNumber, file.Header.RequestedOn, file.Header.Count,
        file.Header.Total.ToString(), file.Name, file.Control.Name, file.Content.Sha256, file.SealedBy, file.SealedAt, file.ReleasedBy, file.ReleasedAt,
        file.State, file.Since, file.Detail);

    internal static FileAnswer Of(FileRow file) => new(
        file.Id, file.Bank, file.PaymentKind, file.BusinessDay, file.FileNumber, file.RequestedOn, file.Count, new Money(file.Fen).ToString(), file.Name,
        file.ControlName, file.Sha256, file.SealedBy, Utc(file.SealedAt), file.ReleasedBy, file.ReleasedAt is { } at ? Utc(at) : null, file.FileState,
        Utc(file.Since), file.Detail);

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
