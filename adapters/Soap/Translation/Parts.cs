using System.Globalization;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Soap.Translation;

/// <summary>Persons, credentials, diagnoses, fee lines and extensions: the same elements in many operations.</summary>
internal static class Parts
{
    // 0.01 yuan in fen: the rounding of price × quantity (nhsa.md A1.3).
    private const decimal LineTolerance = 0.01m;

    public static Person Person(TypedReading? person) => person is null ? new Person() : new Person
    {
        Number = person.Text("Number"),
        DocumentType = person.Text("DocumentType"),
        DocumentNumber = person.Text("DocumentNumber"),
        Name = person.Text("Name"),
        Gender = person.Text("Gender"),
        EthnicGroup = person.Text("EthnicGroup"),
        BirthDate = person.Date("BirthDate"),
        Age = person.NumberOrNull("Age"),
    };

    public static Credential Credential(TypedReading? credential) => new()
    {
        Type = credential?.Need("Type") ?? "",
        Number = credential?.Need("Number") ?? "",
        CardSerial = credential?.Text("CardSerial"),
    };

    public static IReadOnlyList<Diagnosis> Diagnoses(TypedReading operation) =>
    [
        .. operation.Children("Diagnosis").Select(d => new Diagnosis
        {
            Type = d.Need("Type"),
            Rank = d.Integer("Rank"),
            Code = d.Need("Code"),
            Name = d.Need("Name"),
            Valid = d.Flag("Valid") ?? true,
        }),
    ];

    /// <exception cref="WireRefusedException">An amount is not price × quantity.</exception>
    public static IReadOnlyList<FeeLine> Lines(TypedReading operation)
    {
        var lines = new List<FeeLine>();
        foreach (var line in operation.Children("FeeLine"))
        {
            var (quantity, price, amount) = (line.Number("Quantity"), line.Number("UnitPrice"), line.Money("Amount"));
            if (!IsProduct(quantity, price, amount))
            {
                throw new WireRefusedException(
                    SoapErrorCodes.LineAmount, string.Create(CultureInfo.InvariantCulture, $"FeeLine[{lines.Count + 1}]/Amount"), line.Element.Line);
            }

            lines.Add(new FeeLine
            {
                SerialNumber = line.Need("SerialNumber"),
                ReturnsSerialNumber = line.Text("ReturnsSerialNumber"),
                BatchNumber = line.Text("BatchNumber"),
                CatalogueCode = line.Need("CatalogueCode"),
                InstitutionCode = line.Need("InstitutionCode"),
                OccurredAt = line.Time("OccurredAt"),
                Quantity = quantity,
                UnitPrice = price,
                Amount = amount,
            });
        }

        return lines;
    }

    public static IReadOnlyList<Extension> Extensions(TypedReading operation) =>
    [
        .. operation.Children("Extension").Select(e => new Extension(
            e.Element.Attribute("Node") ?? "",
            int.TryParse(e.Element.Attribute("Row"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0,
            e.Element.Attribute("Name") ?? "",
            e.Element.Text)),
    ];

    private static bool IsProduct(decimal quantity, decimal price, Money amount)
    {
        try
        {
            return Math.Abs((quantity * price) - amount.Yuan) <= LineTolerance;
        }
        catch (OverflowException)
        {
            // Two numbers of 16 digits each do not fit; no amount of ours is their product.
            return false;
        }
    }
}
