using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Benefit;

/// <summary>How one fee line, or a sum of lines, divides (A5.3). Fen; the four parts always add up to <see cref="TotalFen"/>.</summary>
public readonly record struct LineSplit(long FullOwnFen, long OverLimitFen, long PreSelfFen, long InScopeFen)
{
    /// <summary>Σ of the four parts = <c>det_item_fee_sumamt</c>.</summary>
    public long TotalFen => FullOwnFen + OverLimitFen + PreSelfFen + InScopeFen;

    /// <summary>
    /// Splits one line: own-pay items wholly to the patient; what exceeds the price limit to the patient; of the rest the item's own share first.
    /// A return (negative amount) splits as the mirror of the sale.
    /// </summary>
    /// <param name="amountFen">The line's amount, negative for returns.</param>
    /// <param name="quantityTenThousandths">Quantity × 10,000, sign as the amount.</param>
    /// <param name="item">The catalogue's terms for the item.</param>
    /// <param name="ownPay">True: the hospital marked the line as self-pay (<c>hosp_appr_flag</c> 2).</param>
    public static LineSplit Of(long amountFen, long quantityTenThousandths, CatalogueItem item, bool ownPay)
    {
        if (amountFen < 0)
        {
            return Of(-amountFen, -quantityTenThousandths, item, ownPay).Negated();
        }
        if (ownPay || item.SelfPayBasisPoints >= 10_000)
        {
            return new LineSplit(amountFen, 0, 0, 0);
        }
        long allowed = item.PriceLimitFen == 0 ? amountFen : (long)(((Int128)item.PriceLimitFen * Math.Max(0, quantityTenThousandths)) / 10_000);
        long over = Math.Max(0, amountFen - allowed);
        long preSelf = Fen.Share(amountFen - over, item.SelfPayBasisPoints);
        return new LineSplit(0, over, preSelf, amountFen - over - preSelf);
    }

    /// <summary>Part by part.</summary>
    public static LineSplit operator +(LineSplit left, LineSplit right) => new(
        left.FullOwnFen + right.FullOwnFen, left.OverLimitFen + right.OverLimitFen,
        left.PreSelfFen + right.PreSelfFen, left.InScopeFen + right.InScopeFen);

    /// <summary>Same as the operator, for languages without operators.</summary>
    public static LineSplit Add(LineSplit left, LineSplit right) => left + right;

    private LineSplit Negated() => new(-FullOwnFen, -OverLimitFen, -PreSelfFen, -InScopeFen);
}
