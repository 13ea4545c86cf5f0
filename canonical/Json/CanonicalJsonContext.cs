using System.Text.Json.Serialization;
using Hub.Canonical.Messages;

namespace Hub.Canonical.Json;

/// <summary>Serialisation code of every message and record, generated at build; reached through <see cref="CanonicalJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(MoneyConverter), typeof(LocalTimeConverter)])]
[JsonSerializable(typeof(Acknowledged))]
[JsonSerializable(typeof(AddFeeLines))]
[JsonSerializable(typeof(Adjudicated))]
[JsonSerializable(typeof(Adjudication))]
[JsonSerializable(typeof(AdmitPatient))]
[JsonSerializable(typeof(AgencyRecord))]
[JsonSerializable(typeof(Aggregate))]
[JsonSerializable(typeof(AmendAdmission))]
[JsonSerializable(typeof(BankAccount))]
[JsonSerializable(typeof(CancelRegistration))]
[JsonSerializable(typeof(CancelSettlement))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(ComparedRow))]
[JsonSerializable(typeof(Contribution))]
[JsonSerializable(typeof(Coverage))]
[JsonSerializable(typeof(DetailsCompared))]
[JsonSerializable(typeof(Difference))]
[JsonSerializable(typeof(DischargePatient))]
[JsonSerializable(typeof(Encounter))]
[JsonSerializable(typeof(EncounterOpened))]
[JsonSerializable(typeof(FeeLinesPriced))]
[JsonSerializable(typeof(FetchFile))]
[JsonSerializable(typeof(FileFetched))]
[JsonSerializable(typeof(FileStored))]
[JsonSerializable(typeof(IdentifyPerson))]
[JsonSerializable(typeof(Inquire))]
[JsonSerializable(typeof(InquiryAnswered))]
[JsonSerializable(typeof(Institution))]
[JsonSerializable(typeof(InstitutionNotice))]
[JsonSerializable(typeof(LedgerTransaction))]
[JsonSerializable(typeof(PaymentInstruction))]
[JsonSerializable(typeof(PaymentResult))]
[JsonSerializable(typeof(Pending))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(PersonIdentified))]
[JsonSerializable(typeof(Practitioner))]
[JsonSerializable(typeof(ReconcileDetails))]
[JsonSerializable(typeof(ReconcileTotals))]
[JsonSerializable(typeof(RecordVisit))]
[JsonSerializable(typeof(Refused))]
[JsonSerializable(typeof(RegisterEncounter))]
[JsonSerializable(typeof(RemoveFeeLines))]
[JsonSerializable(typeof(ReverseMessage))]
[JsonSerializable(typeof(Settle))]
[JsonSerializable(typeof(SettlementCancelledByCore))]
[JsonSerializable(typeof(SettlementRecord))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(SignOut))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(SignedOut))]
[JsonSerializable(typeof(StatementLine))]
[JsonSerializable(typeof(StatementRow))]
[JsonSerializable(typeof(StoreFile))]
[JsonSerializable(typeof(SubmitSettlementList))]
[JsonSerializable(typeof(TotalsCompared))]
internal sealed partial class CanonicalJsonContext : JsonSerializerContext;
